/** The harness of the practice dialog. */

import type { NearsayPractice } from '../../src/components/nearsay-practice';
import { ElementHarness, textOf } from './element-harness';
import { DialogHarness } from './elements';

export class PracticeHarness extends ElementHarness<NearsayPractice> {
  get dialog(): DialogHarness {
    return new DialogHarness(this.get('nearsay-dialog'));
  }

  get sceneNames(): string[] {
    return this.all('button:not(.sound)').map(textOf);
  }

  get soundNames(): string[] {
    return this.all('button.sound').map(textOf);
  }

  /** The line that is written while a scene is played, or null. */
  get said(): HTMLElement | null {
    return this.root.querySelector('.said');
  }
}
