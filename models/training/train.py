"""
Everything from photos to the served file, with one command:

    python train.py

1. cache     the detector's tensors for 8 views of each training photo (features.py); kept for the next run
2. train     the head, by AdamW with a cosine; what is kept is a running mean of the weights
3. export    to weights/mask-head.onnx (export.py)
4. evaluate  the exported file (evaluate.py); figures and learning curve go to weights/figures.json

The same seed on the same machine gives the same weights.
"""

import argparse
import copy
import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import torch

import places
from data import mask_in_box, training_photos
from detector import Detector
from evaluate import class_numbers, evaluate, load_frames, mean_overlap, onnx_head
from export import INPUTS, export
from features import SEED, CachedView, build_cache, open_cache
from head import SIDE, MaskHead
from losses import mask_loss
from sampling import MARGIN

# The prototype's learning curve was flat after about 1,200 steps of 30 boxes.
STEPS = 1200
BOXES = 30
# Boxes of one view in a step, so that a step sees at least ten views.
BOXES_OF_VIEW = 3
LEARNING_RATE = 3e-3
WARM_UP = 50
WEIGHT_DECAY = 1e-2
LONGEST_GRADIENT = 5.0
# Running mean of the weights: so much of the former stays at each step.
KEPT = 0.995
# Share of boxes that are the detector's own, where it has one; of the others each edge is moved by a normal deviate of
# so much of the box's side.
FOUND_SHARE = 0.4
JITTER = 0.05
# Objects whose box has less than SMALL pixels of the input are learnt from less often: a few pixels say little.
SMALL = 24 * 24
SMALL_SHARE = 0.35
CURVE_EVERY = 500
# Sums in another order give other weights, so the number of threads is fixed. On two cores one learns and one reads;
# with two that learn, each waits for the other whenever something else runs.
THREADS = 1


def prepared_boxes(entry: CachedView, photos, class_of, random: np.random.Generator, most: int):
    """Boxes, classes and true masks of some objects of a view: [n, 4], [n], [n, 56, 56]."""
    areas = np.array([(x2 - x1) * (y2 - y1) for x1, y1, x2, y2 in (target.box for target in entry.targets)])
    weight = np.where(areas < SMALL, SMALL_SHARE, 1.0)
    count = min(most, len(entry.targets))
    chosen = random.choice(len(entry.targets), count, replace=False, p=weight / weight.sum())
    limits = [*entry.view.content, *entry.view.content]
    boxes, classes, masks = [], [], []
    for number in chosen:
        target = entry.targets[number]
        instance = photos[entry.photo].instances[target.instance]
        if target.found and random.random() < FOUND_SHARE:
            edges, label = target.found[random.integers(len(target.found))]
            box = np.array(edges)
        else:
            box, label = np.array(target.box), class_of[instance.category]
            sides = np.tile(box[2:] - box[:2], 2)
            box = np.clip(box + random.normal(0, JITTER, 4) * sides, 0, limits)
            if min(box[2:] - box[:2]) < 2:
                box = np.array(target.box)
        margin = (box[2:] - box[:2]) * MARGIN
        grown = np.concatenate([box[:2] - margin, box[2:] + margin])
        boxes.append(box)
        classes.append(label)
        masks.append(mask_in_box(instance, entry.view, grown, SIDE))
    return np.array(boxes, np.float32), np.array(classes), np.array(masks, np.float32)


def batches(folder: Path, photos, class_of, steps: int, seed: int) -> Iterator[list]:
    """Each batch is a list of (inputs by name as tensors, boxes, classes, masks), one of each view."""
    views, values = open_cache(folder)
    random = np.random.default_rng(seed)

    def in_turn() -> Iterator[CachedView]:
        while True:
            for number in random.permutation(len(views)):
                yield views[number]

    order = in_turn()

    def batch() -> list:
        made, missing = [], BOXES
        while missing > 0:
            entry = next(order)
            prepared = prepared_boxes(entry, photos, class_of, random, min(missing, BOXES_OF_VIEW))
            inputs = {name: torch.from_numpy(array) for name, array in entry.read(values).items()}
            made.append((inputs, *(torch.from_numpy(array) for array in prepared)))
            missing -= len(prepared[0])
        return made

    # One batch is read while the one before it is learnt from; one reader, so the order stays the same.
    with ThreadPoolExecutor(1) as reader:
        coming = reader.submit(batch)
        for step in range(steps):
            ready = coming.result()
            if step + 1 < steps:
                coming = reader.submit(batch)
            yield ready


def learning_rate(step: int, steps: int) -> float:
    warm = min(1.0, (step + 1) / WARM_UP)
    return LEARNING_RATE * warm * 0.5 * (1 + np.cos(np.pi * step / steps))


def torch_head(head: MaskHead):
    """The head as evaluate.py wants it."""

    def run(inputs: dict[str, np.ndarray]) -> np.ndarray:
        with torch.no_grad():
            return head(*(torch.from_numpy(np.ascontiguousarray(inputs[name])) for name in INPUTS)).numpy()

    return run


def train(folder: Path, steps: int, seed: int, class_of, frames) -> tuple[MaskHead, list[dict]]:
    """Returns the running mean of the head, ready for use, and the learning curve."""
    torch.manual_seed(seed)
    photos = training_photos()
    head = MaskHead().train()
    mean = copy.deepcopy(head).eval()
    optimizer = torch.optim.AdamW(head.parameters(), LEARNING_RATE, weight_decay=WEIGHT_DECAY)
    curve: list[dict] = []
    losses: list[float] = []
    start = time.monotonic()
    for step, batch in enumerate(batches(folder, photos, class_of, steps, seed)):
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(step, steps)
        of_views = [
            head.samples(*(inputs[name] for name in INPUTS[:-2]), boxes, classes)
            for inputs, boxes, classes, _ in batch
        ]
        logits = head.decide(*(torch.cat(part) for part in zip(*of_views)))
        loss = mask_loss(logits, torch.cat([masks for *_, masks in batch]))
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(head.parameters(), LONGEST_GRADIENT)
        optimizer.step()
        losses.append(loss.item())
        _follow(mean, head, min(KEPT, (step + 1) / (step + 10)))
        if (step + 1) % CURVE_EVERY == 0 or step + 1 == steps:
            point = {"step": step + 1, "loss": round(float(np.mean(losses)), 4)}
            if frames:
                point["mean IoU"] = round(mean_overlap(torch_head(mean), frames, class_of)["mean IoU"], 4)
            curve.append(point)
            losses.clear()
            print(f"{time.monotonic() - start:6.0f} s  {point}", flush=True)
    return mean, curve


@torch.no_grad()
def _follow(mean: MaskHead, head: MaskHead, kept: float) -> None:
    for kept_value, value in zip(mean.state_dict().values(), head.state_dict().values()):
        if kept_value.is_floating_point():
            kept_value.lerp_(value, 1 - kept)
        else:
            kept_value.copy_(value)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--workers", type=int, default=2, help="processes that make the cache")
    parser.add_argument("--photos", type=int, help="a trial with so many photos only; give --output as well")
    parser.add_argument("--cache", type=Path, default=places.cache())
    parser.add_argument("--output", type=Path, default=places.WEIGHTS)
    options = parser.parse_args()
    torch.set_num_threads(THREADS)

    started = time.monotonic()
    build_cache(options.cache, options.workers, limit=options.photos)
    cached = time.monotonic()
    print(f"cache ready after {cached - started:.0f} s", flush=True)
    detector = Detector(options.workers)
    class_of = class_numbers(detector)
    frames = load_frames(detector)
    head, curve = train(options.cache, options.steps, options.seed, class_of, frames)
    trained = time.monotonic()
    options.output.parent.mkdir(parents=True, exist_ok=True)
    torch.save(head.state_dict(), options.output.with_suffix(".pt"))
    size = export(head, options.output)
    figures = evaluate(onnx_head(options.output, options.workers), frames, class_of)
    report = {
        "seed": options.seed,
        "steps": options.steps,
        "parameters": sum(value.numel() for value in head.parameters()),
        "bytes": size,
        "seconds": {"cache": round(cached - started), "train": round(trained - cached)},
        "figures": figures,
        "curve": curve,
    }
    options.output.with_name("figures.json").write_text(json.dumps(report, indent=2) + "\n")
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
