"""
From maps of the whole picture to a small square for each box. One function, sample(), does it, so that the app may do
the same with plain arrays instead of GridSample.
"""

import torch
import torch.nn.functional as F
from torch import Tensor

# The square covers the box grown by this share of its width and height on each side: masks of true objects often
# reach over the detector's box.
MARGIN = 0.12


def grow(boxes: Tensor) -> Tensor:
    """Boxes as edges, [n, 4], with the margin on each side."""
    margin = (boxes[:, 2:] - boxes[:, :2]) * MARGIN
    return torch.cat([boxes[:, :2] - margin, boxes[:, 2:] + margin], 1)


def sample(maps: Tensor, boxes: Tensor, stride: int, side: int) -> Tensor:
    """
    Bilinear samples at the middles of side x side cells of each box.

    The middle of map cell i lies at pixel i * stride + 0.5 of the input, as edges count: the detector's convolutions
    of stride 2 are centred on the pixels 0, 2, 4 ..., and its own prior points have no half-cell offset
    (RangiLyu/nanodet, nanodet_plus_head.py). Beyond the map its outermost cells go on.

    maps: [1, channels, height, width], the same for all boxes, or [n, channels, height, width], one for each.
    boxes: [n, 4], edges in pixels of the input. Returns [n, channels, side, side].
    """
    channels, height, width = maps.shape[1:]
    middles = (torch.arange(side, dtype=maps.dtype) + 0.5) / side
    x = (boxes[:, 0:1] + middles * (boxes[:, 2:3] - boxes[:, 0:1]) - 0.5) / stride  # [n, side], in map cells
    y = (boxes[:, 1:2] + middles * (boxes[:, 3:4] - boxes[:, 1:2]) - 0.5) / stride
    # grid_sample's -1..1 runs from edge to edge of the map.
    x = (2 * x + 1) / width - 1
    y = (2 * y + 1) / height - 1
    x, y = x[:, None, :], y[:, :, None]
    grid = torch.stack([x + 0 * y, y + 0 * x], 3)  # as expand(), which exports to many more nodes
    options = {"mode": "bilinear", "padding_mode": "border", "align_corners": False}
    if maps.shape[0] != 1:
        return F.grid_sample(maps, grid, **options)
    # All boxes as one tall grid: GridSample wants as many maps as grids, and the maps need not be copied.
    tall = F.grid_sample(maps, grid.reshape(1, -1, side, 2), **options)
    return tall.reshape(channels, -1, side, side).transpose(0, 1)
