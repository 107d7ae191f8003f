"""What training minimises."""

import torch
import torch.nn.functional as F
from torch import Tensor

# Cells near the mask's edge count so much more than others: they decide the overlap, and there are few of them.
EDGE_WEIGHT = 2.0
# An edge is near when the mask changes within this many cells.
EDGE_REACH = 2


def mask_loss(logits: Tensor, masks: Tensor) -> Tensor:
    """
    Cross-entropy, weighted near edges, plus dice (Milletari et al. 2016, "V-Net"), mean over boxes.
    logits, masks (0..1): [n, side, side].
    """
    size = 2 * EDGE_REACH + 1
    most = F.max_pool2d(masks[:, None], size, 1, EDGE_REACH)
    least = -F.max_pool2d(-masks[:, None], size, 1, EDGE_REACH)
    weight = 1 + EDGE_WEIGHT * (most - least)[:, 0]
    entropy = F.binary_cross_entropy_with_logits(logits, masks, reduction="none")
    entropy = (entropy * weight).sum((1, 2)) / weight.sum((1, 2))

    found = torch.sigmoid(logits)
    shared = (found * masks).sum((1, 2))
    total = (found * found).sum((1, 2)) + (masks * masks).sum((1, 2))
    dice = 1 - (2 * shared + 1) / (total + 1)
    return (entropy + dice).mean()
