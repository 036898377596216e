"""Makes pictures anew: what is shown on pages is only what a picture library has drawn, without anything hidden."""

import io

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from keta.kernel.refusals import Refused

MOST_PIXELS = 40_000_000
LONGEST_SIDE = 2000
FORMATS = ("PNG", "JPEG", "WEBP", "GIF")


def redrawn(content: bytes) -> bytes:
    """The picture as WEBP of at most 2,000 pixels a side, upright, without what cameras write into it. Raises
    `Refused` for what is none, or one so large that reading it would stop the house."""
    try:
        # The size is known before a pixel is read: a file of some KiB may claim to hold gigabytes.
        with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Refused(_("The picture has too many pixels; make it smaller and choose it again."), code="pixels")
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            drawn = upright.convert("RGBA" if "A" in upright.getbands() or "transparency" in upright.info else "RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Refused(
            _("This is no picture that can be read; choose a PNG, JPEG, WEBP or GIF."), code="picture"
        ) from error
    kept = io.BytesIO()
    drawn.save(kept, "WEBP", quality=85)
    return kept.getvalue()
