import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { placesFrom } from './places';

const project = resolve(import.meta.dirname, '..');

describe('placesFrom', () => {
  it('uses the user cache and the shared folder beside the project', () => {
    expect(placesFrom({ XDG_CACHE_HOME: '/home/ada/cache' })).toEqual({
      cache: '/home/ada/cache/nearsay',
      mirror: resolve(project, '../shared/models'),
      output: resolve(project, 'public/models'),
    });
    expect(placesFrom({}).cache).toMatch(/\/\.cache\/nearsay$/);
  });

  it('lets the environment choose, relative paths from the project on', () => {
    expect(placesFrom({ NEARSAY_CACHE: '/c', NEARSAY_MIRROR: 'm', NEARSAY_SHARED: '/s' })).toMatchObject({
      cache: '/c',
      mirror: resolve(project, 'm'),
    });
    expect(placesFrom({ NEARSAY_SHARED: '../elsewhere' }).mirror).toBe(
      resolve(project, '../elsewhere/models'),
    );
  });
});
