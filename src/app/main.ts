/** The page's start: settings and language first, then the screen, then the service worker and the detector. */

import '../components/nearsay-app';
import type { NearsayApp } from '../components/nearsay-app';
import { registerOffline } from '../offline/registration';
import { takeSharedFile } from '../offline/shared-file';
import { FALLBACK_LANGUAGE } from '../speech/phrases/languages';
import { takeLanguage } from './language';
import { Session } from './session';
import { loadSettings } from './settings-store';

async function begin(): Promise<void> {
  const settings = await loadSettings();
  const tag = settings.language ?? navigator.language;
  const own = await takeLanguage(tag).catch(() => null);
  const phrases = own ?? (await takeLanguage(FALLBACK_LANGUAGE));

  const session = new Session(settings, phrases, document.getElementById('live-regions')!);
  const app = document.createElement('nearsay-app');
  app.session = session;
  document.body.prepend(app);

  const offline = registerOffline({
    onReady: () => session.appStored(),
    onUpdateOffered: () => session.update.offer(() => offline.applyUpdate()),
    onReplaced: () => session.update.offer(() => location.reload()),
  });
  // An app on the home screen may stay open for weeks.
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && session.isQuiet) void offline.checkForUpdate();
  });
  // On a host without isolation headers the app itself is stored first, which takes as long as its download. Written
  // only: nothing is said before the one reload.
  if (!crossOriginIsolated && navigator.serviceWorker?.controller === null)
    session.change({ message: { text: phrases.messages.downloadStarted, isFault: false } });
  if (await offline.ensureIsolation(() => !session.inUse)) return;
  void app.offerIntroduction();
  if (!own) session.tell(phrases.messages.languageMissing, 'fault');
  const loaded = session.loadDetector();
  await followAddress(session, app);
  await loaded;
}

/** What the app was opened for: by a shortcut of its icon, or by a file that another app shared. */
async function followAddress(session: Session, app: NearsayApp): Promise<void> {
  const wish = new URLSearchParams(location.search);
  // A reload must not do it again.
  history.replaceState(null, '', location.pathname);
  if (wish.get('start') === 'camera') await session.startCamera();
  if (wish.get('start') === 'look') session.describeNow();
  if (wish.get('start') === 'find') await app.showThings();
  if (wish.get('start') === 'photo') await app.focusPhoto();
  if (wish.has('shared')) {
    const file = await takeSharedFile();
    if (file) await session.openFile(file);
    else session.tell(session.state.phrases.messages.nothingShared, 'fault');
  }
}

void begin();
