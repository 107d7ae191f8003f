"""The frozen detector: the file that the app serves, with the tensors that the head reads as further outputs."""

import json
from dataclasses import dataclass

import numpy as np
import onnx
import onnxruntime

import places

# Tensors that the head reads, by their names in ncnn's graph, which our importer keeps (models/import/ncnn).
# name: (channels, stride in pixels of the input)
TENSORS = {
    "2": (24, 4),  # after the first max-pool
    "148": (128, 8),  # lateral of the feature pyramid
    "164": (128, 8),  # what the pyramid hands to the head
    "184": (128, 16),
    "204": (128, 32),
}
# What the detector answers with, after CLASSES scores: 4 distances as distributions over so many bins.
CLASSES = 80
BINS = 8
STRIDES = (8, 16, 32, 64)
# COCO's evaluation reads at most this many detections of a photo.
MOST_DETECTIONS = 100


@dataclass(frozen=True)
class Seen:
    """What the detector makes of one input."""

    features: dict[str, np.ndarray]  # float32 [1, channels, height / stride, width / stride]
    cells: np.ndarray  # float32 [1, cells, 112]: scores, then the distributions of the four distances


class Detector:
    def __init__(self, threads: int = 1):
        manifest = json.loads((places.SERVED_MODELS / "manifest.json").read_text())
        entry = next(
            item
            for item in manifest["detectors"]
            if item["description"]["name"] == manifest["defaultDetector"]
        )
        self.description = entry["description"]
        parts = [places.SERVED_MODELS / f"{part['sha256']}.part" for part in entry["parts"]]
        model = onnx.load_from_string(b"".join(part.read_bytes() for part in parts))
        made = {output for node in model.graph.node for output in node.output}
        missing = set(TENSORS) - made
        if missing:
            raise ValueError(f"The detector has no tensors {sorted(missing)}; make it with: npm run models")
        for name, (channels, _) in TENSORS.items():
            shape = [1, channels, None, None]
            model.graph.output.append(
                onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, shape)
            )
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self.session = onnxruntime.InferenceSession(
            model.SerializeToString(), options, providers=["CPUExecutionProvider"]
        )
        self.names = self.description["classes"]

    def tensor(self, picture: np.ndarray, size: tuple[int, int]) -> np.ndarray:
        """
        Normalises and letterboxes: `picture` float32 [height, width, 3], red-green-blue, 0..255; `size` width and
        height of the tensor. Returns float32 [1, 3, height, width], blue-green-red.
        """
        description = self.description["input"]
        mean, deviation = (np.asarray(description[key], np.float32) for key in ("mean", "deviation"))
        data = np.full((1, 3, size[1], size[0]), description["padding"], np.float32)
        height, width = picture.shape[:2]
        data[0, :, :height, :width] = ((picture[:, :, ::-1] - mean) / deviation).transpose(2, 0, 1)
        return data

    def run(self, data: np.ndarray) -> Seen:
        output = self.description["output"]["name"]
        answers = self.session.run([output, *TENSORS], {self.description["input"]["name"]: data})
        return Seen(dict(zip(TENSORS, answers[1:])), answers[0])

    def detections(self, cells: np.ndarray, size: tuple[int, int], least_score: float):
        """
        Boxes as edges in pixels of the input, float32 [n, 4], class indices and scores; overlaps suppressed per
        class, highest score first, as src/worker/decode/nanodet-plus.ts and suppress-overlaps.ts do.
        """
        boxes = cell_boxes(cells[0], size)
        row, label = np.nonzero(cells[0, :, :CLASSES] >= least_score)
        scores = cells[0, row, label]
        order = np.argsort(-scores, kind="stable")
        kept: list[int] = []
        by_label: dict[int, list[int]] = {}
        for index in order:
            rivals = by_label.setdefault(int(label[index]), [])
            if rivals and overlaps(boxes[row[index]], boxes[row[rivals]]).max() > self.description["overlapThreshold"]:
                continue
            rivals.append(index)
            kept.append(index)
            if len(kept) == MOST_DETECTIONS:
                break
        return boxes[row[kept]], label[kept], scores[kept]


def cell_boxes(cells: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """The box that each cell of the grids proposes, as edges in pixels of the input, clipped to it: [cells, 4]."""
    width, height = size
    places_of_cells = []
    for stride in STRIDES:
        rows, columns = np.mgrid[0 : -(-height // stride), 0 : -(-width // stride)]
        grid = np.stack([columns.ravel() * stride, rows.ravel() * stride, np.full(rows.size, stride)], 1)
        places_of_cells.append(grid)
    x, y, stride = np.concatenate(places_of_cells).T.astype(np.float32)
    bins = cells[:, CLASSES:].reshape(-1, 4, BINS)
    likely = np.exp(bins - bins.max(2, keepdims=True))
    sides = (likely / likely.sum(2, keepdims=True)) @ np.arange(BINS, dtype=np.float32) * stride[:, None]
    boxes = np.stack([x - sides[:, 0], y - sides[:, 1], x + sides[:, 2], y + sides[:, 3]], 1)
    return np.clip(boxes, 0, [width, height, width, height]).astype(np.float32)


def overlaps(box: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Intersection over union of one box with others, all as edges: [n]."""
    width = np.minimum(box[2], others[:, 2]) - np.maximum(box[0], others[:, 0])
    height = np.minimum(box[3], others[:, 3]) - np.maximum(box[1], others[:, 1])
    shared = np.maximum(width, 0) * np.maximum(height, 0)
    areas = (others[:, 2] - others[:, 0]) * (others[:, 3] - others[:, 1])
    union = (box[2] - box[0]) * (box[3] - box[1]) + areas - shared
    return shared / np.maximum(union, 1e-9)
