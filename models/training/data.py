"""Photos and instance masks of COCO-format sets, and the augmented views of a photo that training sees."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image
from pycocotools import mask as run_lengths

import places

# A view's longer side, in pixels of the detector's input: what the app uses.
LONGER_SIDE = 416
# The detector's coarsest grid that the head reads has this stride.
MULTIPLE = 32


@dataclass(frozen=True)
class Instance:
    """One object. `mask` is boolean and covers only `left, top` + its own shape, in pixels of the photo."""

    category: int
    box: tuple[float, float, float, float]  # left, top, right, bottom; edges, pixels of the photo
    left: int
    top: int
    mask: np.ndarray


@dataclass(frozen=True)
class Photo:
    id: int
    path: Path
    width: int
    height: int
    instances: list[Instance]


def read_photo(path: Path) -> np.ndarray:
    """uint8 [height, width, 3], red-green-blue."""
    with Image.open(path) as image:
        return np.asarray(image.convert("RGB"))


def decode_mask(segmentation, height: int, width: int) -> np.ndarray:
    """Polygons, or run lengths as a list or as text, to boolean [height, width]."""
    if isinstance(segmentation, list):
        code = run_lengths.merge(run_lengths.frPyObjects(segmentation, height, width))
    elif isinstance(segmentation["counts"], list):
        code = run_lengths.frPyObjects(segmentation, height, width)
    else:
        code = segmentation
    return run_lengths.decode(code).astype(bool)


def crop_mask(category: int, box, mask: np.ndarray) -> Instance | None:
    """Keeps only the part of the mask that holds something; None when nothing does."""
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    if len(rows) == 0:
        return None
    top, left = int(rows[0]), int(columns[0])
    part = mask[top : rows[-1] + 1, left : columns[-1] + 1].copy()
    x, y, width, height = box
    return Instance(category, (x, y, x + width, y + height), left, top, part)


def load_set(folder: Path, annotations: Path | None = None) -> list[Photo]:
    """All photos with their masked instances, crowds left out, in the order of the file."""
    content = json.loads((annotations or folder / "instances.json").read_text())
    photos = {
        image["id"]: Photo(
            image["id"], folder / "images" / image["file_name"], image["width"], image["height"], []
        )
        for image in content["images"]
    }
    for entry in content["annotations"]:
        if entry.get("iscrowd") or not entry.get("segmentation"):
            continue
        photo = photos[entry["image_id"]]
        mask = decode_mask(entry["segmentation"], photo.height, photo.width)
        instance = crop_mask(entry["category_id"], entry["bbox"], mask)
        if instance:
            photo.instances.append(instance)
    return list(photos.values())


def category_names(annotations: Path) -> dict[int, str]:
    return {entry["id"]: entry["name"] for entry in json.loads(annotations.read_text())["categories"]}


def training_photos() -> list[Photo]:
    return load_set(places.TRAINING_SET)


@dataclass(frozen=True)
class View:
    """
    How a photo lies in the detector's input. x of the view = scale_x * x of the photo + shift_x, both as edges; a
    mirrored view has a negative scale_x. The content begins at the upper left; the rest of the tensor is margin.
    """

    scale_x: float
    shift_x: float
    scale_y: float
    shift_y: float
    content: tuple[int, int]  # width, height, pixels of the view
    gain: tuple[float, float, float] = (1, 1, 1)  # on red, green, blue
    contrast: float = 1
    brightness: float = 0  # in steps of 0..255

    @property
    def tensor(self) -> tuple[int, int]:
        """Width and height of the detector's input."""
        width, height = self.content
        return -(-width // MULTIPLE) * MULTIPLE, -(-height // MULTIPLE) * MULTIPLE

    def to_view(self, box) -> tuple[float, float, float, float]:
        """A box of the photo in pixels of the view, not clipped."""
        xs = sorted(self.scale_x * x + self.shift_x for x in (box[0], box[2]))
        ys = [self.scale_y * y + self.shift_y for y in (box[1], box[3])]
        return xs[0], ys[0], xs[1], ys[1]


def plain_view(width: int, height: int) -> View:
    """As the app's planLetterbox() does it (src/worker/letterbox.ts)."""
    scale = LONGER_SIDE / max(width, height)
    content = [max(1, int(side * scale + 0.5)) for side in (width, height)]
    return View(content[0] / width, 0, content[1] / height, 0, (content[0], content[1]))


def random_view(width: int, height: int, random: np.random.Generator) -> View:
    """Mirror, aspect, zoom, crop and colour. Never shrinks to less than half: bilinear taps would skip pixels."""
    part = np.sqrt(random.uniform(0.3, 1, 2)) if random.random() < 0.75 else np.ones(2)
    crop_width, crop_height = part * (width, height)
    left = random.uniform(0, width - crop_width)
    top = random.uniform(0, height - crop_height)
    aspect = np.exp(random.uniform(-0.22, 0.22))
    shape = np.array([crop_width * aspect, crop_height / aspect])
    longer = LONGER_SIDE * (random.uniform(0.75, 1) if random.random() < 0.5 else 1)
    content = np.maximum(np.round(shape * longer / shape.max()), 64)
    scale_x, scale_y = content[0] / crop_width, content[1] / crop_height
    shift_x = -left * scale_x
    if random.random() < 0.5:
        scale_x, shift_x = -scale_x, content[0] - shift_x
    return View(
        float(scale_x),
        float(shift_x),
        float(scale_y),
        float(-top * scale_y),
        (int(content[0]), int(content[1])),
        tuple(float(value) for value in np.exp(random.uniform(-0.12, 0.12, 3))),
        float(np.exp(random.uniform(-0.3, 0.3))),
        float(random.uniform(-25, 25)),
    )


def draw_view(photo: np.ndarray, view: View) -> np.ndarray:
    """
    The content of the view, float32 [height, width, 3], 0..255: bilinear between half-pixel centres, as the app's
    fillTensor() samples a picture that needs no halving.
    """
    width, height = view.content
    columns = (np.arange(width) + 0.5 - view.shift_x) / view.scale_x - 0.5
    rows = (np.arange(height) + 0.5 - view.shift_y) / view.scale_y - 0.5
    across = _taps(columns, photo.shape[1])
    down = _taps(rows, photo.shape[0])
    photo = photo.astype(np.float32)
    picture = photo[down[0]] * (1 - down[2][:, None, None]) + photo[down[1]] * down[2][:, None, None]
    weight = across[2][None, :, None]
    picture = picture[:, across[0]] * (1 - weight) + picture[:, across[1]] * weight
    if view.contrast == 1 and view.brightness == 0 and view.gain == (1, 1, 1):
        return picture
    picture = picture * np.asarray(view.gain, np.float32)
    middle = picture.mean(dtype=np.float64)
    changed = (picture - middle) * view.contrast + middle + view.brightness
    return np.clip(changed, 0, 255).astype(np.float32)


def _taps(positions: np.ndarray, length: int):
    positions = np.clip(positions, 0, length - 1)
    lower = np.floor(positions).astype(np.int64)
    return lower, np.minimum(lower + 1, length - 1), (positions - lower).astype(np.float32)


def visible_part(instance: Instance, view: View) -> tuple[tuple[float, float, float, float], float] | None:
    """
    The box of what the view shows of an instance, in pixels of the view, and the share of the mask that it shows.
    """
    width, height = view.content
    edges = [(0 - view.shift_x) / view.scale_x, (width - view.shift_x) / view.scale_x]
    left, right = min(edges) - instance.left, max(edges) - instance.left
    top = (0 - view.shift_y) / view.scale_y - instance.top
    bottom = (height - view.shift_y) / view.scale_y - instance.top
    rows, columns = instance.mask.shape
    first_row, last_row = max(0, round(top)), min(rows, round(bottom))
    first_column, last_column = max(0, round(left)), min(columns, round(right))
    if first_row >= last_row or first_column >= last_column:
        return None
    if (first_row, first_column, last_row, last_column) == (0, 0, rows, columns):
        return view.to_view(instance.box), 1.0
    seen = instance.mask[first_row:last_row, first_column:last_column]
    share = float(seen.sum() / instance.mask.sum())
    if share == 0:
        return None
    ys, xs = np.flatnonzero(seen.any(1)), np.flatnonzero(seen.any(0))
    x = instance.left + first_column
    y = instance.top + first_row
    return view.to_view((x + xs[0], y + ys[0], x + xs[-1] + 1, y + ys[-1] + 1)), share


def mask_in_box(instance: Instance, view: View, box, side: int) -> np.ndarray:
    """
    The instance's mask over a box of the view, float32 [side, side] of 0..1: the mean of 2x2 points of each cell.
    """
    steps = (np.arange(2 * side) + 0.5) / (2 * side)
    xs = ((box[0] + steps * (box[2] - box[0])) - view.shift_x) / view.scale_x - instance.left
    ys = ((box[1] + steps * (box[3] - box[1])) - view.shift_y) / view.scale_y - instance.top
    columns, rows = np.floor(xs).astype(np.int64), np.floor(ys).astype(np.int64)
    height, width = instance.mask.shape
    inside = ((rows >= 0) & (rows < height))[:, None] & ((columns >= 0) & (columns < width))[None, :]
    points = instance.mask[np.clip(rows, 0, height - 1)[:, None], np.clip(columns, 0, width - 1)[None, :]]
    points = (points & inside).astype(np.float32)
    return points.reshape(side, 2, side, 2).mean((1, 3))
