/** The harness of the introduction. */

import type { NearsayFirstMinute } from '../../src/components/nearsay-first-minute';
import { ElementHarness, textOf } from './element-harness';
import { DialogHarness } from './elements';

export class FirstMinuteHarness extends ElementHarness<NearsayFirstMinute> {
  get dialog(): DialogHarness {
    return new DialogHarness(this.get('nearsay-dialog'));
  }

  get heading(): string {
    return textOf(this.dialog.heading);
  }

  get text(): HTMLElement {
    return this.get('.text');
  }

  get nextButton(): HTMLButtonElement {
    return this.get('button.next');
  }

  get backButton(): HTMLButtonElement | null {
    return this.root.querySelector('button.back');
  }

  /** The one at the top, which skips. */
  get topButton(): HTMLButtonElement {
    return this.dialog.closeButton;
  }

  get buttonNames(): string[] {
    return this.all('button').map(textOf);
  }
}
