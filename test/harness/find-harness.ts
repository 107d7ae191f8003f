/** The choice of what to find, as a test sees and uses it. */

import type { NearsayFind } from '../../src/components/nearsay-find';
import { ElementHarness, textOf } from './element-harness';
import { DialogHarness } from './elements';

export class FindHarness extends ElementHarness<NearsayFind> {
  get dialog(): DialogHarness {
    return new DialogHarness(this.get('nearsay-dialog'));
  }

  get field(): HTMLInputElement {
    return this.get('input');
  }

  /** The visible names of what can be chosen, in order. */
  get things(): string[] {
    return this.all('li button').map(textOf);
  }

  /** What a screen reader is told while one types. */
  get status(): string {
    return textOf(this.get('[role=status]'));
  }

  /** Null where nobody can be understood. */
  get sayButton(): HTMLButtonElement | null {
    return this.root.querySelector('button.say');
  }

  /** As by keyboard or dictation: the text is in the field at once. */
  type(text: string): void {
    this.field.value = text;
    this.field.dispatchEvent(new Event('input', { bubbles: true }));
  }
}
