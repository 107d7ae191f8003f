/** The page's door to the models. What is behind it runs in the service worker too, but for `requestPersistence`. */

export { ModelFault, type ModelFaultReason } from './model-fault';
export {
  chooseDepth,
  chooseDetector,
  isModelStored,
  loadManifest,
  loadModel,
  type LoadModelOptions,
} from './model-loading';

/**
 * Asks the browser not to throw the stored app and models away when space runs short. Browsers grant it to
 * installed apps more readily; Firefox asks the person.
 */
export async function requestPersistence(): Promise<boolean> {
  try {
    return await navigator.storage.persist();
  } catch {
    return false;
  }
}
