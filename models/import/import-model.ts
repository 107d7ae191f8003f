/** Turns the upstream files of a catalogue entry into the ONNX file that the app serves. */

import type { CatalogueEntry } from '../catalogue';
import { importNcnn } from './ncnn/import';
import { importTcMonoDepth } from './pytorch/tcmonodepth';

/** How the weights of a checkpoint are connected is written in none. */
const PYTORCH_NETWORKS = { 'tcmonodepth-small': importTcMonoDepth };

/**
 * @param files the entry's upstream files, already verified, by name
 * @returns the ONNX file, the same bytes for the same files
 * @throws Error naming the model when its files can't be understood
 */
export function importModel(
  { recipe, description }: CatalogueEntry,
  files: ReadonlyMap<string, Uint8Array>,
): Uint8Array {
  try {
    switch (recipe.format) {
      case 'ncnn':
        return importNcnn(
          new TextDecoder().decode(files.get(recipe.parameters)),
          files.get(recipe.weights)!,
          {
            input: description.input.name,
            output: description.output.name,
            grids: recipe.grids,
          },
        );
      case 'onnx':
        return files.get(recipe.model)!;
      case 'pytorch':
        return PYTORCH_NETWORKS[recipe.network](files.get(recipe.checkpoint)!, {
          input: description.input.name,
          output: description.output.name,
        });
    }
  } catch (error) {
    throw new Error(`The model ${description.name} can't be imported. ${(error as Error).message}`, {
      cause: error,
    });
  }
}
