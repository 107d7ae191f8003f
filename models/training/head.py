"""The mask head: from the detector's tensors and a box to the mask of the one object that the box is about."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from detector import BINS, CLASSES, STRIDES
from sampling import MARGIN, grow, sample

# Side of the mask that the head answers with, in cells over the grown box. As a limit on quality it costs nothing
# that counts: true masks at 56 have a mean IoU of .985.
SIDE = 56
# Sides of the squares that are sampled: stride 4 and 8 at half, 16 and beyond at a quarter.
HALF, QUARTER = SIDE // 2, SIDE // 4

# Channels after the 1x1 convolutions that run once per frame.
REDUCED = {"stride4": 12, "stride8": 32, "stride16": 24, "stride32": 24}
# Channels of the three levels of the U, at 28, 14 and 7 cells a side.
FINE, MIDDLE, COARSE = 16, 32, 80
# Channels next to the colours at 56 cells a side.
EDGE = 4
# A box of so many pixels of the input counts as of size 0 for the head.
USUAL_SIDE = 64.0


def convolution(inputs: int, outputs: int, size: int = 3) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, size, padding=size // 2, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(inplace=True),
    )


def place_channels(side: int) -> Tensor:
    """Where a cell lies: inside the box itself or in the margin, and across and down, -1..1. [1, 3, side, side]."""
    steps = (torch.arange(side) + 0.5) / side * 2 - 1
    edge = 1 / (1 + 2 * MARGIN)
    inside = (steps.abs() <= edge).float()
    down, across = torch.meshgrid(steps, steps, indexing="ij")
    return torch.stack([inside[:, None] * inside[None, :], across, down])[None]


def agreement(cells: Tensor, sizes: list[tuple[int, int]], boxes: Tensor, classes: Tensor) -> list[Tensor]:
    """
    How far each cell of the detector speaks of the same object: the square root of its score for the object's class,
    and the overlap (IoU) of the box that it proposes with the object's. This tells apart neighbours of one class.

    cells: [cells, 112] of the detector. sizes: rows and columns of the grids at stride 8, 16, 32 and 64.
    boxes: [n, 4], edges in pixels of the input. classes: [n], class indices.
    Returns for each stride [n, 2, rows, columns].
    """
    maps = []
    start = 0
    edges = [edge[:, :, None] for edge in boxes.split(1, 1)]  # each [n, 1, 1]
    area = (edges[2] - edges[0]) * (edges[3] - edges[1])
    for stride, (rows, columns) in zip(STRIDES, sizes):
        level = cells[start : start + rows * columns]
        start = start + rows * columns
        score = level[:, :CLASSES].index_select(1, classes).clamp(min=0).sqrt().t().reshape(-1, rows, columns)
        likely = level[:, CLASSES:].reshape(-1, 4, BINS).softmax(2)
        sides = (likely * torch.arange(BINS, dtype=cells.dtype)).sum(2) * stride
        left, top, right, bottom = [side.reshape(1, rows, columns) for side in sides.split(1, 1)]
        x = (torch.arange(columns, dtype=cells.dtype) * stride).reshape(1, 1, -1)
        y = (torch.arange(rows, dtype=cells.dtype) * stride).reshape(1, -1, 1)
        width = torch.minimum(x + right, edges[2]) - torch.maximum(x - left, edges[0])
        height = torch.minimum(y + bottom, edges[3]) - torch.maximum(y - top, edges[1])
        shared = width.clamp(min=0) * height.clamp(min=0)
        union = (left + right) * (top + bottom) + area - shared
        maps.append(torch.stack([score, shared / union.clamp(min=1e-3)], 1))
    return maps


class MaskHead(nn.Module):
    """
    forward() is the whole head. Its parts, for an app that samples by itself: reduce() once per frame, samples() of
    that, decide() for all boxes.
    """

    def __init__(self):
        super().__init__()
        # Without normalisation: each frame alone has no meaningful statistics. Sampling and these are linear, so
        # normalisation after sampling, over the boxes of many frames, can be folded into them (export.py).
        self.reduce4 = nn.Conv2d(24, REDUCED["stride4"], 1)
        self.reduce8 = nn.Conv2d(256, REDUCED["stride8"], 1)
        self.reduce16 = nn.Conv2d(128, REDUCED["stride16"], 1)
        self.reduce32 = nn.Conv2d(128, REDUCED["stride32"], 1)
        self.norm4 = nn.BatchNorm2d(REDUCED["stride4"])
        self.norm8 = nn.BatchNorm2d(REDUCED["stride8"])
        self.norm16 = nn.BatchNorm2d(REDUCED["stride16"])
        self.norm32 = nn.BatchNorm2d(REDUCED["stride32"])

        self.register_buffer("place_half", place_channels(HALF), persistent=False)
        fine = REDUCED["stride4"] + REDUCED["stride8"] + 2 + 3
        self.fine = convolution(fine, FINE)
        middle = FINE + REDUCED["stride16"] + REDUCED["stride32"] + 6
        self.middle = convolution(middle, MIDDLE)
        self.coarse = convolution(MIDDLE, COARSE)
        self.context = nn.Linear(COARSE + 2, COARSE)
        self.drop = nn.Dropout2d(0.1)
        self.coarse_again = convolution(COARSE, COARSE)
        self.to_middle = nn.Conv2d(COARSE, MIDDLE, 1)
        self.middle_again = convolution(MIDDLE, MIDDLE)
        self.to_fine = nn.Conv2d(MIDDLE, FINE, 1)
        self.fine_again = convolution(FINE, FINE)
        self.to_edge = nn.Conv2d(FINE, EDGE, 1)
        self.edge = convolution(EDGE + 3, 8)
        self.answer = nn.Conv2d(8, 1, 1)

    def reduce(self, f2, f148, f164, f184, f204) -> tuple[Tensor, ...]:
        """The detector's tensors with fewer channels, at stride 4, 8, 16 and 32."""
        stride8 = self.reduce8(torch.cat([f148, f164], 1))
        return self.reduce4(f2), stride8, self.reduce16(f184), self.reduce32(f204)

    def samples(self, f2, f148, f164, f184, f204, cells, data, boxes, classes) -> tuple[Tensor, ...]:
        """
        Everything that the head knows of the boxes of one frame.

        f2 .. f204: the detector's tensors, [1, channels, height / stride, width / stride]. cells: its answer,
        [1, cells, 112]. data: its input, [1, 3, height, width]. boxes: [n, 4], edges in pixels of the input.
        classes: [n], int64.
        """
        grown = grow(boxes)
        rows, columns = f204.shape[2:]
        sizes = [f148.shape[2:], f184.shape[2:], (rows, columns), ((rows + 1) // 2, (columns + 1) // 2)]
        agree8, *coarser = agreement(cells[0], sizes, boxes, classes)
        coarse_agreement = list(zip(coarser, STRIDES[1:]))
        sides = (boxes[:, 2:] - boxes[:, :2]).clamp(min=1)
        stride4, stride8, stride16, stride32 = self.reduce(f2, f148, f164, f184, f204)
        return (
            sample(stride4, grown, 4, HALF),
            sample(stride8, grown, 8, HALF),
            sample(stride16, grown, 16, QUARTER),
            sample(stride32, grown, 32, QUARTER),
            sample(agree8, grown, 8, HALF),
            torch.cat([sample(maps, grown, stride, QUARTER) for maps, stride in coarse_agreement], 1),
            sample(data, grown, 1, SIDE),
            (sides / USUAL_SIDE).log(),
        )

    def decide(self, stride4, stride8, stride16, stride32, agree_half, agree_quarter, colour, size) -> Tensor:
        """From the samples of n boxes to logits [n, 56, 56] over the grown boxes."""
        # As expand(), which exports to many more nodes.
        place = self.place_half + 0 * size[:, :1, None, None]
        fine = self.fine(torch.cat([self.norm4(stride4), self.norm8(stride8), agree_half, place], 1))
        middle = [F.max_pool2d(fine, 2), self.norm16(stride16), self.norm32(stride32), agree_quarter]
        middle = self.middle(torch.cat(middle, 1))
        coarse = self.coarse(F.max_pool2d(middle, 2))
        context = F.relu(self.context(torch.cat([coarse.mean((2, 3)), size], 1)))
        coarse = self.coarse_again(self.drop(coarse + context[:, :, None, None]))
        middle = self.middle_again(middle + enlarge(self.to_middle(coarse)))
        fine = self.fine_again(fine + enlarge(self.to_fine(middle)))
        edge = self.edge(torch.cat([enlarge(self.to_edge(fine)), colour], 1))
        return self.answer(edge)[:, 0]

    def forward(self, f2, f148, f164, f184, f204, cells, data, boxes, classes) -> Tensor:
        """samples() says what the arguments are. Logits [n, 56, 56] over the grown boxes; above 0 is object."""
        return self.decide(*self.samples(f2, f148, f164, f184, f204, cells, data, boxes, classes))


def enlarge(maps: Tensor) -> Tensor:
    return F.interpolate(maps, scale_factor=2, mode="bilinear", align_corners=False)
