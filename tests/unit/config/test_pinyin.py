"""The sounds that search goes by are those of the library they were taken from."""

from pypinyin import Style, lazy_pinyin

from config.search_words import load_sounds


def test_every_character_of_gb_2312_sounds_as_the_library_says():
    sounds = load_sounds()
    assert len(sounds) == 6763
    assert {c for c, s in sounds.items() if lazy_pinyin(c, style=Style.NORMAL)[0].replace("ü", "v") != s} == set()
