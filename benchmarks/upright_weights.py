"""Learn the weights of drivers/imaging/upright_weights.py from typefaces, and print the module.

Renders pages of random level-1 characters (GB/T 2312), cuts them up with the product's own code, and fits a linear
score whose softmax over the four ways up is right. 700 characters are held out and only measured.

    PYTHONPATH=. python benchmarks/upright_weights.py > drivers/imaging/upright_weights.py
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from drivers.imaging.glyphs import glyphs
from drivers.imaging.upright import DIRECTIONS, GRID, strokes

if TYPE_CHECKING:
    from numpy.typing import NDArray

FACES = (
    ("NotoSerifCJK-Regular.ttc", 2),
    ("NotoSerifCJK-Bold.ttc", 2),
    ("NotoSansCJK-Regular.ttc", 2),
    ("NotoSansCJK-Bold.ttc", 2),
    ("HanaMinA.ttf", 0),
)
SIZES = (14, 16, 18, 20, 24, 28, 36)
OTHERS = list("0123456789，。：（）")
EPOCHS, BATCH, RATE, DECAY = 25, 256, 3e-3, 1e-4
RNG = np.random.default_rng(5)


def level_one() -> NDArray[np.str_]:
    """Return the 3755 common characters, shuffled."""
    codes = (bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    chars = np.array([text for code in codes if (text := code.decode("gb2312", "ignore"))])
    RNG.shuffle(chars)
    return chars


def page(chars: NDArray[np.str_]) -> NDArray[np.uint8]:
    """Print one page of random characters as a camera would see it, 1000 x 1400."""
    name, index = FACES[RNG.integers(len(FACES))]
    size = int(RNG.choice(SIZES))
    face = ImageFont.truetype(next(Path("/usr/share/fonts").rglob(name)), size, index=index)
    sheet = Image.new("RGB", (1000, 1400), (250, 250, 248))
    pen = ImageDraw.Draw(sheet)
    pitch, y = size * RNG.choice((1.0, 1.06, 1.3)), 40
    while y < 1340:
        for place in range(int(920 / pitch)):
            char = str(RNG.choice(chars if RNG.random() < 0.93 else OTHERS))
            pen.text((40 + place * pitch, y), char, font=face, fill=(int(RNG.integers(20, 80)),) * 3)
        y += int(size * RNG.uniform(1.5, 2.0))
    sheet = sheet.rotate(RNG.uniform(-1.5, 1.5), Image.Resampling.BICUBIC, fillcolor=(250, 250, 248))
    seen = np.asarray(sheet.filter(ImageFilter.GaussianBlur(RNG.uniform(0.4, 1.2))), np.float32)
    seen = seen * RNG.uniform(0.9, 1.0) + RNG.normal(0, 4, (1400, 1000, 1))
    return np.clip(seen, 0, 255).astype(np.uint8)


def samples(chars: NDArray[np.str_], pages: int) -> NDArray[np.float32]:
    """Describe the characters of some pages the four ways up; shape (n, 4, features), the first way is right."""
    cuts = np.concatenate([glyphs(page(chars)) for _ in range(pages)])
    return np.stack([strokes(np.rot90(cuts, -turns, axes=(1, 2))) for turns in range(4)], axis=1)


def fit(x: NDArray[np.float32]) -> NDArray[np.float64]:
    """Adam on the softmax over the four ways."""
    weights, first, second = (np.zeros(x.shape[2]) for _ in range(3))
    step = 0
    for epoch in range(EPOCHS):
        order = RNG.permutation(len(x))
        for start in range(0, len(x), BATCH):
            part = x[order[start : start + BATCH]]
            score = part @ weights
            chance = np.exp(score - score.max(axis=1, keepdims=True))
            chance /= chance.sum(axis=1, keepdims=True)
            chance[:, 0] -= 1
            slope = np.einsum("nk,nkd->d", chance, part) / len(part) + DECAY * weights
            step += 1
            first = 0.9 * first + 0.1 * slope
            second = 0.999 * second + 0.001 * slope**2
            rate = RATE * (1 - epoch / EPOCHS)
            weights -= rate * first / (1 - 0.9**step) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return weights


def main() -> None:
    """Print the module on stdout and the figures on stderr."""
    chars = level_one()
    known, unseen = samples(chars[700:], 120), samples(chars[:700], 30)
    mean, spread = known.mean(axis=(0, 1)), known.std(axis=(0, 1)) + 1e-4
    weights = fit((known - mean) / spread) / spread
    for name, x in (("learned from", known), ("held out", unseen)):
        score = x @ weights
        right, standing = (score.argmax(1) == 0).mean(), (score[:, 0] > score[:, 2]).mean()
        print(f"{name}: {len(x)} cuts, right of four {right:.3f}, of two {standing:.3f}", file=sys.stderr)
    print('"""How much each stroke direction in each place speaks for this way up; printed by the benchmark', end="")
    print(" of the same name.\n\nFive maps of 6 x 6: ink, then strokes by the angle of their gradient (0, 45, 90, 135")
    print('degrees), in hundredths.\n"""\n\nfrom __future__ import annotations\n\nimport numpy as np\n')
    print('__all__ = ["WEIGHTS"]\n\n_HUNDREDTHS = """')
    for row in (weights * 100).round().astype(int).reshape((DIRECTIONS + 1) * GRID, GRID):
        print(" ".join(f"{value:5d}" for value in row))
    print('"""\nWEIGHTS = np.array(_HUNDREDTHS.split(), np.float32) / 100')


if __name__ == "__main__":
    main()
