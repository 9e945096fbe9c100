"""Make a scan of a PDF: pages as askew, blurred and noisy grey images, without text.

    python benchmarks/make_scan.py SOURCE.pdf SCAN.pdf [--dpi 200] [--skew 0.7] [--noise 6] [--blur 0.5]
        [--quality 60] [--bilevel] [--turn 0] [--fade 0] [--pages 1,2]

Every second page is askew the other way. Two runs give the same images. Needs the extra [ocr].
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter

PAPER = 244


def scanned(page: pypdfium2.PdfPage, number: int, options: argparse.Namespace) -> Image.Image:
    """One page as a scanner would give it."""
    image = page.render(scale=options.dpi / 72, grayscale=True).to_pil().convert("L")
    skew = options.skew if number % 2 else -options.skew
    image = image.rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor=255)
    image = image.filter(ImageFilter.GaussianBlur(options.blur))
    grey = np.asarray(image, dtype=np.float32)
    grey = PAPER - (255 - grey) * (PAPER / 255) * (1 - options.fade)
    shadow = np.linspace(0, 14, grey.shape[1])[None, :]
    noise = np.random.default_rng(number).normal(0, options.noise, grey.shape)
    grey = np.clip(grey - shadow + noise, 0, 255)
    if options.bilevel:
        grey = np.where(grey > PAPER * 0.6, 255, 0)
    return Image.fromarray(grey.astype(np.uint8)).rotate(options.turn, expand=True)


def parsed_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("scan", type=Path)
    parser.add_argument("--dpi", type=int, default=200)
    parser.add_argument("--skew", type=float, default=0.7, help="degrees")
    parser.add_argument("--noise", type=float, default=6, help="standard deviation in grey values")
    parser.add_argument("--blur", type=float, default=0.5, help="pixels")
    parser.add_argument("--fade", type=float, default=0, help="share of the ink that is lost")
    parser.add_argument("--quality", type=int, default=60, help="of JPEG")
    parser.add_argument("--bilevel", action="store_true", help="black and white only")
    parser.add_argument("--turn", type=int, default=0, help="degrees, as a page laid in wrongly")
    parser.add_argument("--pages", type=lambda text: {int(part) for part in text.split(",")}, default=None)
    return parser.parse_args()


def main() -> None:
    options = parsed_options()
    with pypdfium2.PdfDocument(options.source) as pdf:
        images = [
            scanned(pdf[index], index + 1, options)
            for index in range(len(pdf))
            if options.pages is None or index + 1 in options.pages
        ]
    images[0].save(
        options.scan, "PDF", resolution=options.dpi, save_all=True, append_images=images[1:], quality=options.quality
    )


if __name__ == "__main__":
    main()
