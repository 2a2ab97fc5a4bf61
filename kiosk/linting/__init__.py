"""目录体检 (F-LINT): what no office should publish, found before a citizen meets it, explained in Chinese.

Errors keep an item off the terminals; warnings tell an editor. The same rules judge a file, a catalogue, a page.
"""
