/** Why a model can't be had; each reason has its own message that tells the person what to do. */
export type ModelFaultReason =
  /** The host has no such file: the app was put up without its models. */
  | 'models-missing'
  /** What arrived isn't what the manifest promises, twice. */
  | 'models-corrupt'
  /** No network, and the model isn't stored (or not all of it; what has arrived is kept). */
  | 'models-unreachable'
  /** The device refuses to keep the model. Not fatal: it works now, and has to be fetched again next time. */
  | 'storage-full';

export class ModelFault extends Error {
  constructor(
    readonly reason: ModelFaultReason,
    options?: ErrorOptions,
  ) {
    super(reason, options);
    this.name = 'ModelFault';
  }
}
