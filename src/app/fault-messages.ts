import { SourceFault } from '../camera/frame-source';
import { ModelFault } from '../offline/model-store';
import type { Messages } from '../speech/phrases/phrases';

/** What to tell the person about an error: what happened, and what to do. */
export function messageOf(error: unknown, messages: Messages): string {
  if (error instanceof SourceFault) return messages.sourceFaults[error.reason];
  if (error instanceof ModelFault) return messages.modelFaults[error.reason];
  return messages.runtimeFailed;
}
