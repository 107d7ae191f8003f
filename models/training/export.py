"""
From trained weights to the one file that the app can serve:

    python export.py CHECKPOINT.pt [FILE.onnx | FOLDER]

A folder gets the head in two files without the sampling, for an app that samples with plain arrays.

Batch normalisation goes into the convolutions before it, and weights become numbers of 16 bits, which a Cast widens
when the runtime loads them; the arithmetic stays float32.
"""

import copy
import io
import sys
import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_weights

import places
from detector import BINS, CLASSES, STRIDES, TENSORS
from head import MaskHead

# GridSample with `bilinear` is of opset 16; ONNX Runtime Web 1.30 runs 17, which our detector has too.
OPSET = 17
INPUTS = [*(f"f{name}" for name in TENSORS), "cells", "data", "boxes", "classes"]
# What mask-frame.onnx answers with, and what mask-objects.onnx takes: see MaskHead.reduce() and samples().
MAPS = ["map4", "map8", "map16", "map32"]
SAMPLES = ["stride4", "stride8", "stride16", "stride32", "agree_half", "agree_quarter", "colour", "size"]
# Smaller constants stay as they are: biases, and the places of samples, which 16 bits would move.
LEAST_HALVED = 256


def fold(head: MaskHead) -> MaskHead:
    """A copy without batch normalisation that answers the same. The sampling between a reduction and its
    normalisation is linear, with weights that sum up to 1, so it changes nothing."""
    head = copy.deepcopy(head).eval()
    for stride in (4, 8, 16, 32):
        _fold_into(getattr(head, f"reduce{stride}"), getattr(head, f"norm{stride}"))
        setattr(head, f"norm{stride}", nn.Identity())
    for name, block in list(head.named_children()):
        if isinstance(block, nn.Sequential):
            convolution, norm, activation = block
            _fold_into(convolution, norm)
            setattr(head, name, nn.Sequential(convolution, activation))
    return head


def _fold_into(convolution: nn.Conv2d, norm: nn.BatchNorm2d) -> None:
    convolution.weight, convolution.bias = fuse_conv_bn_weights(
        convolution.weight, convolution.bias, norm.running_mean, norm.running_var, norm.eps, norm.weight, norm.bias
    )


def example(boxes: int = 3, height: int = 128, width: int = 96) -> tuple[torch.Tensor, ...]:
    """Inputs of the head's shapes, made of noise."""
    noise = torch.Generator().manual_seed(1)
    features = [
        torch.randn(1, channels, height // stride, width // stride, generator=noise)
        for channels, stride in TENSORS.values()
    ]
    count = sum(-(-height // stride) * -(-width // stride) for stride in STRIDES)
    cells = torch.rand(1, count, CLASSES + 4 * BINS, generator=noise)
    data = torch.randn(1, 3, height, width, generator=noise)
    corners = torch.rand(boxes, 2, generator=noise) * torch.tensor([width / 2, height / 2])
    sides = torch.rand(boxes, 2, generator=noise) * torch.tensor([width / 2, height / 2]) + 4
    classes = torch.randint(CLASSES, (boxes,), generator=noise)
    return (*features, cells, data, torch.cat([corners, corners + sides], 1), classes)


def export(head: MaskHead, path: Path) -> int:
    """Writes the whole head as one file and returns its bytes."""
    return _write(fold(head), path, dict(zip(INPUTS, example())), ["logits"])


def export_halves(head: MaskHead, folder: Path) -> list[int]:
    """
    Writes the head without its sampling, for an app that samples with plain arrays: mask-frame.onnx, once per frame,
    and mask-objects.onnx, which takes what MaskHead.samples() returns.
    """
    folded = fold(head)
    frame, objects = copy.deepcopy(folded), folded
    frame.forward, objects.forward = frame.reduce, objects.decide
    inputs = example()
    with torch.no_grad():
        samples = folded.samples(*inputs)
    return [
        _write(frame, folder / "mask-frame.onnx", dict(zip(INPUTS[: len(TENSORS)], inputs)), MAPS),
        _write(objects, folder / "mask-objects.onnx", dict(zip(SAMPLES, samples)), ["logits"]),
    ]


def _write(part: nn.Module, path: Path, inputs: dict[str, torch.Tensor], outputs: list[str]) -> int:
    tensors = {f"f{name}": stride for name, (_, stride) in TENSORS.items()} | dict(zip(MAPS, (4, 8, 16, 32)))
    axes = {name: {2: f"rows{stride}", 3: f"columns{stride}"} for name, stride in tensors.items()}
    axes |= {"cells": {1: "cells"}, "data": {2: "height", 3: "width"}}
    axes |= {name: {0: "objects"} for name in ("boxes", "classes", *SAMPLES, "logits")}
    buffer = io.BytesIO()
    torch.onnx.export(
        part,
        tuple(inputs.values()),
        buffer,
        input_names=list(inputs),
        output_names=outputs,
        dynamic_axes={name: axes[name] for name in (*inputs, *outputs)},
        opset_version=OPSET,
        dynamo=False,
    )
    model = _simplify(buffer.getvalue())
    _halve(model)
    _shorten(model)
    onnx.checker.check_model(model)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(model.SerializeToString())
    return path.stat().st_size


def _simplify(model: bytes) -> onnx.ModelProto:
    """What the runtime can compute beforehand is computed; ONNX's own operators only are left."""
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.intra_op_num_threads = 1
    with tempfile.TemporaryDirectory() as folder:
        options.optimized_model_filepath = str(Path(folder) / "simple.onnx")
        onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        simple = onnx.load(options.optimized_model_filepath)
    foreign = {node.domain for node in simple.graph.node} - {"", "ai.onnx"}
    if foreign:
        raise ValueError(f"The simplified graph has operators of {foreign}")
    del simple.opset_import[:]
    simple.opset_import.append(onnx.helper.make_opsetid("", OPSET))
    return simple


def _halve(model: onnx.ModelProto) -> None:
    graph = model.graph
    casts = []
    for constant in graph.initializer:
        values = onnx.numpy_helper.to_array(constant)
        if values.dtype != np.float32 or values.size < LEAST_HALVED:
            continue
        name = constant.name
        constant.CopyFrom(onnx.numpy_helper.from_array(values.astype(np.float16), f"{name}.half"))
        casts.append(onnx.helper.make_node("Cast", [f"{name}.half"], [name], to=onnx.TensorProto.FLOAT))
    nodes = [*casts, *graph.node]
    del graph.node[:]
    graph.node.extend(nodes)


def _shorten(model: onnx.ModelProto) -> None:
    """Names of tensors as numbers, none for nodes, one constant for all that are alike: a quarter of the file."""
    graph = model.graph
    kept = {value.name for value in (*graph.input, *graph.output)}
    names: dict[str, str] = {name: name for name in ("", *kept)}
    alike: dict[tuple, str] = {}
    constants = []
    for constant in graph.initializer:
        values = onnx.numpy_helper.to_array(constant)
        key = (values.dtype.str, values.shape, values.tobytes())
        if key not in alike:
            alike[key] = f"c{len(alike)}"
            constants.append(onnx.numpy_helper.from_array(values, alike[key]))
        names[constant.name] = alike[key]
    for node in graph.node:
        node.ClearField("doc_string")
        node.ClearField("name")
        for place, name in enumerate(node.output):
            names.setdefault(name, str(len(names)))
            node.output[place] = names[name]
        for place, name in enumerate(node.input):
            node.input[place] = names[name]
    del graph.initializer[:]
    graph.initializer.extend(constants)
    del graph.value_info[:]


def main() -> None:
    checkpoint, path = sys.argv[1], Path(sys.argv[2]) if len(sys.argv) > 2 else places.WEIGHTS
    head = MaskHead()
    head.load_state_dict(torch.load(checkpoint, weights_only=True))
    if path.suffix == ".onnx":
        print(f"{path}: {export(head, path)} bytes")
    else:
        print(f"{path}: {export_halves(head, path)} bytes")


if __name__ == "__main__":
    main()
