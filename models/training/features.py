"""
The detector's tensors for all training views, computed once: training then never runs the detector.

One flat file of float16, features.bin, and index.pkl, which says where each view's tensors lie and what is seen in it.
"""

import hashlib
import json
import os
import pickle
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from data import View, draw_view, plain_view, random_view, read_photo, training_photos, visible_part
from detector import TENSORS, Detector, overlaps

VIEWS = 8
SEED = 5
# An object of a view is learnt from when so much of its mask is left, and its box has these sides (pixels of the input).
LEAST_SHARE = 0.35
LEAST_SIDE = 8
# The detector's boxes for an object: those that overlap its true box so much, from this score on.
LEAST_OVERLAP = 0.5
LEAST_SCORE = 0.1
MOST_BOXES = 4

_process: dict = {}


@dataclass(frozen=True)
class Target:
    """One object of a view: which instance of the photo, its true box, and the detector's boxes for it."""

    instance: int
    box: tuple[float, float, float, float]
    found: list[tuple[tuple[float, float, float, float], int]]  # box, the detector's class index


@dataclass(frozen=True)
class CachedView:
    photo: int  # place in training_photos()
    view: View
    shapes: dict[str, tuple[int, ...]]
    offsets: dict[str, int]  # in values of features.bin
    targets: list[Target]

    def read(self, values: np.memmap) -> dict[str, np.ndarray]:
        """The tensors as float32, under the names of the head's arguments."""
        return {
            name: np.asarray(
                values[self.offsets[name] : self.offsets[name] + int(np.prod(shape))], np.float32
            ).reshape(shape)
            for name, shape in self.shapes.items()
        }


def build_cache(folder: Path, workers: int, views: int = VIEWS, limit: int | None = None) -> None:
    """Makes the cache unless it is there, made of the same photos in the same way. limit: photos, for a trial."""
    folder.mkdir(parents=True, exist_ok=True)
    photos = training_photos()[:limit]
    recipe = _recipe(len(photos), views)
    index_file = folder / "index.pkl"
    if index_file.exists() and pickle.loads(index_file.read_bytes())["recipe"] == recipe:
        return
    entries: list[CachedView] = []
    offset = 0
    with (
        open(folder / "features.bin", "wb") as file,
        ProcessPoolExecutor(workers, initializer=_start) as pool,
    ):
        for number, made in enumerate(pool.map(_views_of, range(len(photos)), [views] * len(photos))):
            for view, tensors, targets in made:
                offsets = {}
                for name, values in tensors.items():
                    offsets[name] = offset
                    values.tofile(file)
                    offset += values.size
                shapes = {name: values.shape for name, values in tensors.items()}
                entries.append(CachedView(number, view, shapes, offsets, targets))
            if number % 50 == 49:
                print(f"cache: {number + 1} of {len(photos)} photos, {offset * 2 / 2**30:.1f} GiB", flush=True)
    index_file.write_bytes(pickle.dumps({"recipe": recipe, "views": entries}))


def open_cache(folder: Path) -> tuple[list[CachedView], np.memmap]:
    views = pickle.loads((folder / "index.pkl").read_bytes())["views"]
    return views, np.memmap(folder / "features.bin", np.float16, "r")


def _recipe(photos: int, views: int) -> str:
    """Changes when anything changes that the cache is made from."""
    room = Path(__file__).parent
    digest = hashlib.sha256(json.dumps([photos, views, SEED]).encode())
    for name in ("data.py", "detector.py", "features.py"):
        digest.update((room / name).read_bytes())
    digest.update(json.dumps(Detector().description, sort_keys=True).encode())
    return digest.hexdigest()


def _start() -> None:
    os.environ["OMP_NUM_THREADS"] = "1"
    _process["detector"] = Detector()
    _process["photos"] = training_photos()


def _views_of(number: int, views: int):
    """The first view is the plain one, as the app sees the photo; each other has a seed of its own."""
    detector: Detector = _process["detector"]
    photo = _process["photos"][number]
    pixels = read_photo(photo.path)
    made = []
    for turn in range(views):
        random = np.random.default_rng([SEED, photo.id, turn])
        view = random_view(photo.width, photo.height, random) if turn else plain_view(photo.width, photo.height)
        targets = _true_boxes(photo.instances, view)
        if not targets:
            continue
        data = detector.tensor(draw_view(pixels, view), view.tensor)
        seen = detector.run(data)
        boxes, labels, _ = detector.detections(seen.cells, view.tensor, LEAST_SCORE)
        limits = [*view.content, *view.content]
        boxes = np.clip(boxes, 0, limits)
        tensors = {f"f{name}": seen.features[name] for name in TENSORS} | {"cells": seen.cells, "data": data}
        halves = {name: values.astype(np.float16) for name, values in tensors.items()}
        made.append((view, halves, _with_found_boxes(targets, boxes, labels)))
    return made


def _true_boxes(instances, view: View) -> list[tuple[int, np.ndarray]]:
    boxes = []
    for number, instance in enumerate(instances):
        part = visible_part(instance, view)
        if not part or part[1] < LEAST_SHARE:
            continue
        box = np.clip(part[0], 0, [*view.content, *view.content])
        if min(box[2] - box[0], box[3] - box[1]) >= LEAST_SIDE:
            boxes.append((number, box))
    return boxes


def _with_found_boxes(true, boxes: np.ndarray, labels: np.ndarray) -> list[Target]:
    """Each of the detector's boxes goes to the object that it overlaps most."""
    found: list[list] = [[] for _ in true]
    edges = np.array([box for _, box in true], np.float32)
    for box, label in zip(boxes, labels):
        shared = overlaps(box, edges)
        best = int(shared.argmax())
        if shared[best] >= LEAST_OVERLAP and len(found[best]) < MOST_BOXES:
            found[best].append((tuple(float(edge) for edge in box), int(label)))
    return [
        Target(number, tuple(float(edge) for edge in box), own) for (number, box), own in zip(true, found)
    ]
