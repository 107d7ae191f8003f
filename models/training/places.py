"""Where photos, the detector and what is made on the way lie; the same rules as in models/places.ts."""

import os
from pathlib import Path

ROOM = Path(__file__).resolve().parent
PROJECT = ROOM.parents[1]

SHARED = (PROJECT / os.environ.get("NEARSAY_SHARED", "../shared")).resolve()
SERVED_MODELS = PROJECT / "public" / "models"

TRAINING_SET = SHARED / "data" / "train" / "coco_small"
EVALUATION_DATA = SHARED / "data" / "public"

WEIGHTS = ROOM / "weights" / "mask-head.onnx"


def cache() -> Path:
    """Features of all training views, and checkpoints: about 7 GB. NEARSAY_MASK_CACHE, else the user's cache."""
    user = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return Path(os.environ.get("NEARSAY_MASK_CACHE") or user / "nearsay" / "mask-head")
