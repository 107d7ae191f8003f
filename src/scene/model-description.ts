/**
 * What the app must know about a network to feed it and to read its answer. It is data in the catalogue, not code: a
 * detector trained on other classes, or another depth network, needs only another entry.
 */

import type { Size } from './scene';

/** NanoDet-Plus: class scores, then four sides as distributions over `bins` distances, in units of the stride. */
export interface NanoDetPlusDecoding {
  readonly kind: 'nanodet-plus';
  readonly strides: readonly number[];
  readonly bins: number;
}

/** YOLOX: centre and log size relative to the cell, objectness, class scores. */
export interface YoloxDecoding {
  readonly kind: 'yolox';
  readonly strides: readonly number[];
}

export type Decoding = NanoDetPlusDecoding | YoloxDecoding;

/** How pixels become a network's input tensor, float32 [1, 3, height, width]. */
export interface NetworkInput {
  readonly name: string;
  readonly channelOrder: 'bgr' | 'rgb';
  /** Per channel, in `channelOrder`: value = (pixel 0..255 - mean) / deviation. */
  readonly mean: readonly [number, number, number];
  readonly deviation: readonly [number, number, number];
  /** Width and height must be multiples of this. */
  readonly multipleOf: number;
}

export interface DetectorInput extends NetworkInput {
  /** Set when the network takes one size only, in pixels; null when it takes any multiple. */
  readonly fixedSize: Size | null;
  /** Longer side that is used unless another is asked for, in pixels. */
  readonly defaultSize: number;
  /** Value that fills the letterbox's margins, after normalisation. */
  readonly padding: number;
}

export interface DetectorDescription {
  readonly name: string;
  readonly input: DetectorInput;
  readonly output: { readonly name: string };
  readonly decoding: Decoding;
  /** Boxes of one class that overlap by more than this IoU count as one object. */
  readonly overlapThreshold: number;
  /** Lowest score that is shown and spoken, 0 to 1. */
  readonly defaultScore: number;
  /** In the order of the network's class channels. */
  readonly classes: readonly string[];
}

export interface DepthInput extends NetworkInput {
  /** Shorter side that is used unless another is asked for, in pixels. */
  readonly shorterSide: number;
}

/**
 * A network that tells inverse depth, of unknown scale and offset: larger is nearer. Its answer, [1, 1, rows, columns]
 * or [1, rows, columns], covers the whole picture, with one value for each 1x1, 2x2 ... pixels of the input.
 */
export interface DepthDescription {
  readonly name: string;
  readonly input: DepthInput;
  readonly output: { readonly name: string };
}

/** One part of a served model file; its file name is its hash, so a stored part can be checked against its name. */
export interface ModelPart {
  /** Hexadecimal SHA-256 of the part's bytes. */
  readonly sha256: string;
  readonly bytes: number;
}

/** A model as the app can fetch it: the parts, joined in order, are the ONNX file. */
export interface ServedModel<Description = DetectorDescription> {
  readonly description: Description;
  /** Name for people, for instance "NanoDet-Plus-m 1.5x". */
  readonly title: string;
  readonly licence: string;
  /** Hexadecimal SHA-256 over what the ONNX file was made from; only the build asks for it. */
  readonly madeFrom: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Each one lies at `models/<sha256>.part`, relative to the app's base. */
  readonly parts: readonly ModelPart[];
}

export type ServedDepthModel = ServedModel<DepthDescription>;

/** `models/manifest.json`, relative to the app's base: what `npm run models` made. */
export interface ModelManifest {
  /** Name of the detector that is used unless the person chooses another. */
  readonly defaultDetector: string;
  readonly detectors: readonly ServedModel[];
  /** The depth network, or null when there is none: the app does without. */
  readonly depth: ServedDepthModel | null;
}
