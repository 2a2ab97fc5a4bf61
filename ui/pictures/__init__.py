"""Everything on the glass that is neither text nor rectangle, painted by QPainter behind image:// addresses.

The software renderer knows no shaders, effects or layers, so that all pictures are painted once and alike everywhere.
"""

from ui.pictures.personal import Personal
from ui.pictures.provider import Painted, install

__all__ = ["Painted", "Personal", "install"]
