"""
A quick self-check without photos or training: python check.py

Shapes, sampling against a slow reference, masks of views against the photo, folding, and the exported file against
PyTorch.
"""

import tempfile
from pathlib import Path

import numpy as np
import onnxruntime
import torch

from data import Instance, View, mask_in_box, visible_part
from evaluate import paste
from export import INPUTS, LEAST_HALVED, SAMPLES, example, export, export_halves, fold
from head import SIDE, MaskHead
from losses import mask_loss
from sampling import grow, sample


def slow_sample(maps: np.ndarray, box, stride: int, side: int) -> np.ndarray:
    """What sample() says that it does, one number at a time. maps: [channels, height, width]."""
    channels, height, width = maps.shape
    result = np.zeros((channels, side, side), np.float64)
    for row in range(side):
        for column in range(side):
            x = (box[0] + (column + 0.5) / side * (box[2] - box[0]) - 0.5) / stride
            y = (box[1] + (row + 0.5) / side * (box[3] - box[1]) - 0.5) / stride
            x, y = min(max(x, 0), width - 1), min(max(y, 0), height - 1)
            left, top = int(x), int(y)
            right, bottom = min(left + 1, width - 1), min(top + 1, height - 1)
            across, down = x - left, y - top
            upper = maps[:, top, left] * (1 - across) + maps[:, top, right] * across
            lower = maps[:, bottom, left] * (1 - across) + maps[:, bottom, right] * across
            result[:, row, column] = upper * (1 - down) + lower * down
    return result


def check_sampling() -> None:
    maps = torch.randn(2, 5, 9, 7)
    boxes = torch.tensor([[-9.0, 3.0, 31.0, 40.0], [20.0, 10.0, 60.0, 90.0]])
    for given in (maps[:1], maps):
        found = sample(given, boxes, 8, 6).numpy()
        for number, box in enumerate(boxes.tolist()):
            expected = slow_sample(given[min(number, len(given) - 1)].numpy(), box, 8, 6)
            assert np.abs(found[number] - expected).max() < 1e-5, "sampling differs from the reference"


def check_views() -> None:
    mask = np.zeros((20, 30), bool)
    mask[:, :15] = True
    instance = Instance(1, (100, 50, 115, 70), 100, 50, mask[:, :15])
    mirrored = View(-2.0, 300.0, 2.0, -80.0, (200, 120))
    box, share = visible_part(instance, mirrored)
    assert share == 1 and box == (70, 20, 100, 60), (box, share)
    wide = mask_in_box(instance, mirrored, (70, 20, 130, 60), 8)
    assert wide.tolist() == [[1, 1, 1, 1, 0, 0, 0, 0]] * 8, wide
    cut, share = visible_part(instance, View(2.0, -220.0, 2.0, -80.0, (200, 120)))
    assert cut == (0, 20, 10, 60) and abs(share - 1 / 3) < 1e-9, (cut, share)


def check_paste() -> None:
    """A mask that fills the right half of the box comes back there, and nowhere beyond the box."""
    answer = np.full((SIDE, SIDE), -1.0)
    answer[:, SIDE // 2 :] = 1
    mask = paste(answer, np.array([10.0, 5.0, 50.0, 25.0]), 100, 40)
    expected = np.zeros((40, 100), bool)
    expected[5:25, 30:50] = True
    assert (mask == expected).all()


def check_head() -> None:
    torch.manual_seed(0)
    head = MaskHead()
    inputs = example()
    for _ in range(3):
        head(*inputs)  # statistics that are not those of a fresh network
    head.eval()
    with torch.no_grad():
        expected = head(*inputs)
        folded = fold(head)(*inputs)
    assert expected.shape == (3, SIDE, SIDE)
    assert (expected - folded).abs().max() < 1e-3, (expected - folded).abs().max()
    loss = mask_loss(head(*inputs), (expected > 0).float())
    loss.backward()
    assert all(value.grad is not None for value in head.parameters())

    halved = fold(head)
    for values in (*halved.parameters(), *halved.buffers()):
        if values.numel() >= LEAST_HALVED:
            values.data = values.data.half().float()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "head.onnx"
        size = export(head, path)
        assert size <= 350_000, size
        session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
        for count, height, width in ((3, 128, 96), (1, 96, 160), (7, 416, 288)):
            inputs = example(count, height, width)
            [found] = session.run(None, {name: value.numpy() for name, value in zip(INPUTS, inputs)})
            with torch.no_grad():
                expected = halved(*inputs).numpy()
            difference = np.abs(found - expected).max() / np.abs(expected).max()
            assert found.shape == (count, SIDE, SIDE)
            assert difference < 1e-3, difference
        check_halves(head, Path(folder))
        print(f"{sum(value.numel() for value in head.parameters())} parameters, {size} bytes")


def check_halves(head: MaskHead, folder: Path) -> None:
    """Frame, then samples, then objects must give what the whole gives."""
    export_halves(head, folder)
    frame, objects, whole = (
        onnxruntime.InferenceSession(str(folder / name), providers=["CPUExecutionProvider"])
        for name in ("mask-frame.onnx", "mask-objects.onnx", "head.onnx")
    )
    inputs = dict(zip(INPUTS, (value.numpy() for value in example(5, 160, 128))))
    maps = frame.run(None, {name: inputs[name] for name in INPUTS[:5]})
    grown = grow(torch.from_numpy(inputs["boxes"]))
    with torch.no_grad():
        samples = [value.numpy() for value in head.samples(*map(torch.from_numpy, inputs.values()))]
        for place, (values, stride) in enumerate(zip(maps, (4, 8, 16, 32))):
            side = samples[place].shape[2]
            samples[place] = sample(torch.from_numpy(values), grown, stride, side).numpy()
    [found] = objects.run(None, dict(zip(SAMPLES, samples)))
    [expected] = whole.run(None, inputs)
    assert np.abs(found - expected).max() < 1e-3 * np.abs(expected).max()


if __name__ == "__main__":
    check_sampling()
    check_views()
    check_paste()
    check_head()
    print("all is well")
