/** Keeps the settings in IndexedDB, under one key, so that they survive updates of the app. */

import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { type Settings, repairSettings } from './settings';

interface SettingsDatabase extends DBSchema {
  settings: { key: string; value: unknown };
}

const DATABASE = 'nearsay';
const VERSION = 1;
const KEY = 'current';

let database: Promise<IDBPDatabase<SettingsDatabase>> | undefined;

function open(): Promise<IDBPDatabase<SettingsDatabase>> {
  if (!database) {
    database = openDB<SettingsDatabase>(DATABASE, VERSION, {
      upgrade: (fresh) => void fresh.createObjectStore('settings'),
      // A later version of the app in another tab can't start while this one holds on to the database.
      blocking: (_current, _wanted, event) => {
        (event.target as IDBDatabase).close();
        forget();
      },
      terminated: forget,
    });
    database.catch(forget);
  }
  return database;
}

/** The next call opens anew: browsers close databases when data are cleared, or by themselves after long sleep. */
function forget(): void {
  database = undefined;
}

/** Never fails: where the browser keeps nothing (private windows, full storage), the defaults serve. */
export async function loadSettings(): Promise<Settings> {
  try {
    return repairSettings(await (await open()).get('settings', KEY));
  } catch {
    return repairSettings(null);
  }
}

/** @returns whether the settings were kept; where not, they hold until the app is closed */
export async function saveSettings(settings: Settings): Promise<boolean> {
  try {
    await (await open()).put('settings', settings, KEY);
    return true;
  } catch {
    return false;
  }
}
