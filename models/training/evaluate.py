"""
How good masks are, on photos that nothing was trained on:

    python evaluate.py [--head FILE.onnx]

Mean IoU of masks for the true boxes of objects over 32x32 pixels (of their masks, as COCO sorts objects by size; and
of their boxes), and COCO's mask AP (pycocotools) for the detector's own boxes. Photos: all of coco_mini_val, and those
of coco128_val that have masks.
"""

import argparse
import contextlib
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

import numpy as np
import onnxruntime
from pycocotools import mask as run_lengths
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

import places
from data import Photo, category_names, decode_mask, draw_view, load_set, plain_view, read_photo
from detector import TENSORS, Detector
from sampling import MARGIN

# Smaller objects are not judged by mean IoU: a few pixels decide over them. Pixels of the photo.
LEAST_AREA = 32 * 32
# Detections for AP: all that may count. COCO's curve goes down to recall that only low scores reach.
LEAST_SCORE = 0.05

# Takes the head's inputs by name, boxes [n, 4] in pixels of the detector's input and classes [n] among them; answers
# with [n, side, side] over the grown boxes, above 0 where the object is.
Head = Callable[[dict[str, np.ndarray]], np.ndarray]


@dataclass(frozen=True)
class Frame:
    """One photo as the detector saw it."""

    photo: Photo
    inputs: dict[str, np.ndarray]  # the head's, but for boxes and classes
    scale: np.ndarray  # [4]: pixels of the detector's input for one of the photo, for the edges of a box
    boxes: np.ndarray  # the detector's, [n, 4], edges in pixels of its input
    labels: np.ndarray
    scores: np.ndarray


def evaluation_sets() -> list[tuple[Path, Path]]:
    """Folder and annotations with masks."""
    mini, larger = places.EVALUATION_DATA / "coco_mini_val", places.EVALUATION_DATA / "coco128_val"
    return [(mini, mini / "instances.json"), (larger, larger / "panoptic_thing_masks.json")]


def load_frames(detector: Detector) -> list[Frame]:
    frames = []
    for folder, annotations in evaluation_sets():
        for photo in load_set(folder, annotations):
            view = plain_view(photo.width, photo.height)
            data = detector.tensor(draw_view(read_photo(photo.path), view), view.tensor)
            seen = detector.run(data)
            boxes, labels, scores = detector.detections(seen.cells, view.tensor, LEAST_SCORE)
            limits = [*view.content, *view.content]
            inputs = {f"f{name}": seen.features[name] for name in TENSORS} | {"cells": seen.cells, "data": data}
            scale = np.array([view.scale_x, view.scale_y] * 2, np.float32)
            frames.append(Frame(photo, inputs, scale, np.clip(boxes, 0, limits), labels, scores))
    return frames


def onnx_head(path: Path, threads: int = 2) -> Head:
    """An exported head. One whose output is no `logits` gives probabilities, as the prototype does."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    wanted = {entry.name for entry in session.get_inputs()}
    middle = 0 if session.get_outputs()[0].name == "logits" else 0.5

    def run(inputs: dict[str, np.ndarray]) -> np.ndarray:
        return session.run(None, {name: inputs[name] for name in wanted})[0] - middle

    return run


def masks_of(head: Head, frame: Frame, boxes: np.ndarray, classes: np.ndarray) -> list[np.ndarray]:
    """Boolean masks [height, width] of the photo, for boxes in pixels of the detector's input."""
    if len(boxes) == 0:
        return []
    boxes = np.asarray(boxes, np.float32)
    answers = head(frame.inputs | {"boxes": boxes, "classes": np.asarray(classes, np.int64)})
    photo = frame.photo
    return [paste(answer, box / frame.scale, photo.width, photo.height) for answer, box in zip(answers, boxes)]


def paste(answer: np.ndarray, box: np.ndarray, width: int, height: int) -> np.ndarray:
    """
    From the answer over the grown box to the photo: bilinear at the middles of its pixels, then above 0, and only
    within the box. box: edges in pixels of the photo.
    """
    mask = np.zeros((height, width), bool)
    left, top = (max(0, int(np.floor(edge + 0.5))) for edge in box[:2])
    right, bottom = (min(limit, int(np.floor(edge + 0.5))) for edge, limit in zip(box[2:], (width, height)))
    if left >= right or top >= bottom:
        return mask
    rows = _taps(np.arange(top, bottom), box[1], box[3], answer.shape[0])
    columns = _taps(np.arange(left, right), box[0], box[2], answer.shape[1])
    part = answer[rows[0]] * (1 - rows[2][:, None]) + answer[rows[1]] * rows[2][:, None]
    part = part[:, columns[0]] * (1 - columns[2]) + part[:, columns[1]] * columns[2]
    mask[top:bottom, left:right] = part > 0
    return mask


def _taps(pixels: np.ndarray, low: float, high: float, side: int):
    margin = (high - low) * MARGIN
    positions = (pixels + 0.5 - (low - margin)) / (high - low + 2 * margin) * side - 0.5
    positions = np.clip(positions, 0, side - 1)
    lower = np.floor(positions).astype(np.int64)
    return lower, np.minimum(lower + 1, side - 1), positions - lower


def mean_overlap(head: Head, frames: list[Frame], class_of: dict[int, int]) -> dict[str, float]:
    """Mean IoU of the masks for true boxes, and of how many. class_of: from COCO's category to the class."""
    found, by_mask, by_box = [], [], []
    for frame in frames:
        true = frame.photo.instances
        boxes = np.array([instance.box for instance in true], np.float32).reshape(-1, 4) * frame.scale
        classes = np.array([class_of[instance.category] for instance in true], np.int64)
        for instance, mask in zip(true, masks_of(head, frame, boxes, classes)):
            height, width = instance.mask.shape
            part = mask[instance.top : instance.top + height, instance.left : instance.left + width]
            shared = int((part & instance.mask).sum())
            found.append(shared / max(1, int(mask.sum()) + int(instance.mask.sum()) - shared))
            left, top, right, bottom = instance.box
            by_mask.append(instance.mask.sum() > LEAST_AREA)
            by_box.append((right - left) * (bottom - top) > LEAST_AREA)
    overlaps = np.array(found)
    return {
        "mean IoU": float(overlaps[by_mask].mean()),
        "objects": int(np.sum(by_mask)),
        "mean IoU, by box": float(overlaps[by_box].mean()),
        "objects, by box": int(np.sum(by_box)),
    }


def average_precision(head: Head, frames: list[Frame], category_of: dict[int, int]) -> dict[str, float]:
    """COCO's figures for the detector's boxes. category_of: from the class to COCO's category."""
    results = []
    for frame in frames:
        for box, label, score, mask in zip(
            frame.boxes, frame.labels, frame.scores, masks_of(head, frame, frame.boxes, frame.labels)
        ):
            left, top, right, bottom = (float(edge) for edge in box / frame.scale)
            code = run_lengths.encode(np.asfortranarray(mask.astype(np.uint8)))
            results.append(
                {
                    "image_id": frame.photo.id,
                    "category_id": category_of[int(label)],
                    "score": float(score),
                    "bbox": [left, top, right - left, bottom - top],
                    "segmentation": code,
                }
            )
    truth = COCO()
    truth.dataset = _joined_truth()
    figures = {}
    with contextlib.redirect_stdout(io.StringIO()):
        truth.createIndex()
        for kind in ("bbox", "segm"):
            # loadRes() takes areas from boxes where there are any: AP by size would mix both kinds.
            left_out = "bbox" if kind == "segm" else "segmentation"
            given = [{key: result[key] for key in result if key != left_out} for result in results]
            judge = COCOeval(truth, truth.loadRes(given), kind)
            judge.evaluate()
            judge.accumulate()
            judge.summarize()
            names = ("AP", "AP50", "AP75", "APsmall", "APmedium", "APlarge")
            figures |= {f"{kind} {name}": float(value) for name, value in zip(names, judge.stats)}
    return figures


def _joined_truth() -> dict:
    """Both sets as one; crowds, where known, are regions in which nothing counts."""
    images, annotations, categories = [], [], []
    for folder, file in evaluation_sets():
        content = json.loads(file.read_text())
        images += content["images"]
        categories = content["categories"]
        known = {image["id"] for image in content["images"]}
        entries = list(content["annotations"])
        if file.name != "instances.json":
            others = json.loads((folder / "instances.json").read_text())["annotations"]
            entries += [item for item in others if item["iscrowd"] and item["image_id"] in known]
        annotations += [item for item in entries if item.get("segmentation")]
    sizes = {image["id"]: (image["height"], image["width"]) for image in images}
    for number, item in enumerate(annotations):
        item["id"] = number + 1
        if "area" not in item:
            item["area"] = int(decode_mask(item["segmentation"], *sizes[item["image_id"]]).sum())
    return {"info": {}, "images": images, "annotations": annotations, "categories": categories}


def class_numbers(detector: Detector) -> dict[int, int]:
    """From COCO's category to the detector's class."""
    names = category_names(evaluation_sets()[0][1])
    return {category: detector.names.index(name) for category, name in names.items()}


def evaluate(head: Head, frames: list[Frame], class_of: dict[int, int]) -> dict[str, float]:
    category_of = {label: category for category, label in class_of.items()}
    return mean_overlap(head, frames, class_of) | average_precision(head, frames, category_of)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--head", type=Path, default=places.WEIGHTS)
    options = parser.parse_args()
    detector = Detector(threads=2)
    figures = evaluate(onnx_head(options.head), load_frames(detector), class_numbers(detector))
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
