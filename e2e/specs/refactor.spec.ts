import { expect, test } from '../harness/test.ts';
import { WindowPage } from '../pages/window-page.ts';

const numbers = '## Numbers\n';

test.describe('changes over several notes', () => {
  test('a rename shows what changes in other notes, one Enter accepts it, and Undo takes all of it back', async ({ page, home }) => {
    const window = new WindowPage(page, home);
    window.write('Map.md', '---\nup: "[[Dana Okafor]]"\n---\n[[Dana Okafor|her]] [D](people/Dana%20Okafor.md) [D](<people/Dana Okafor.md#dana-okafor>) [r][d]\n\n[d]: people/Dana%20Okafor.md "x"\n');
    await window.indexed();
    const [start, map, lease] = [window.read('Start here.md'), window.read('Map.md'), window.read('projects/Lease.md')];
    await window.open('Dana Okafor');
    await window.title.fill('Dana Eze');
    await window.title.press('Enter');
    await expect(window.dialog).toContainText('Rename “Dana Okafor” to “Dana Eze”');
    const changed = window.dialog.getByRole('list', { name: 'Notes that change' });
    await expect(changed).toContainText('Start here');
    await expect(changed).toContainText('[[Dana Eze]]');
    await expect(window.dialog.getByRole('button', { name: 'Change and update links' })).toBeFocused();
    await window.expectAccessible();
    await window.takeScreenshots('refactor-preview');
    expect(window.exists('people/Dana Okafor.md')).toBe(true);
    await page.keyboard.press('Enter');
    await window.expectOnDisk('people/Dana Eze.md');
    await window.expectFile('Start here.md', start.replace('[[Dana Okafor]]', '[[Dana Eze]]'));
    await window.expectFile('Map.md', map.replaceAll('Dana%20Okafor', 'Dana%20Eze').replaceAll('Dana Okafor', 'Dana Eze'));
    await expect(window.title).toHaveValue('Dana Eze');
    await page.getByRole('button', { name: 'Undo' }).click();
    await window.expectOnDisk('people/Dana Okafor.md');
    await window.expectFile('Start here.md', start);
    await window.expectFile('Map.md', map);
    await window.expectFile('projects/Lease.md', lease);
    await expect(window.title).toHaveValue('Dana Okafor');
  });

  test('a declined rename changes nothing, and a note that is left out keeps its link', async ({ page, home }) => {
    const window = new WindowPage(page, home);
    await window.indexed();
    const start = window.read('Start here.md');
    await window.open('Oven repair');
    await window.title.fill('Oven');
    await window.title.press('Enter');
    await expect(window.dialog).toContainText('Rename');
    await page.keyboard.press('Escape');
    await expect(window.title).toHaveValue('Oven repair');
    expect(window.exists('projects/Oven repair.md')).toBe(true);
    expect(window.read('Start here.md')).toBe(start);
    await window.title.fill('Oven');
    await window.title.press('Enter');
    await window.dialog.getByRole('checkbox', { name: 'Change Start here' }).uncheck();
    await window.dialog.getByRole('button', { name: 'Change and update links' }).click();
    await window.expectOnDisk('projects/Oven.md');
    await window.expectInFile('projects/Lease.md', '![[Oven#Numbers]]');
    expect(window.read('Start here.md')).toBe(start);
  });

  test('a note is moved to another folder by the command, with what was typed a moment ago', async ({ page, home }) => {
    const window = new WindowPage(page, home);
    await window.indexed();
    await window.open('Oven repair');
    await window.caretAfter('The deck oven from 1987');
    await window.type(' Badly.');
    await window.run('Move this note to');
    await window.dialog.getByRole('treeitem', { name: 'people' }).click();
    await window.dialog.getByRole('button', { name: 'Move', exact: true }).click();
    await window.expectOnDisk('people/Oven repair.md');
    await window.expectInFile('people/Oven repair.md', 'on the left. Badly.');
    await window.expectInFile('people/Oven repair.md', '(../assets/deck.png)');
    await expect(window.shownTab).toContainText('Oven repair');
  });

  test('a note is merged into another one: properties, links and headings follow; undo works after a restart of the window', async ({ page, home }) => {
    const window = new WindowPage(page, home);
    await window.indexed();
    const before = ['projects/Lease.md', 'projects/Oven repair.md', 'Start here.md'].map((file) => [file, window.read(file)] as const);
    await window.open('Oven repair');
    await window.run('Merge this note into');
    await window.dialog.getByRole('combobox').fill('Lease');
    await window.dialog.getByRole('option', { name: /Lease/ }).first().click();
    await expect(window.dialog).toContainText('Merge “Oven repair” into “Lease”');
    await expect(window.dialog).toContainText('projects/Oven repair.md goes to the vault\'s trash');
    await page.keyboard.press('Enter');
    await window.expectOnDisk('projects/Oven repair.md', false);
    await window.expectInFile('Start here.md', '[[Lease#Oven repair|Oven repair]]');
    await window.expectInFile('projects/Lease.md', '![[Lease#Numbers]]');
    const merged = window.read('projects/Lease.md');
    expect(merged).toMatch(/^---\nstatus: open\ndue: 2026-12-15\n---\n# Lease\n/);
    expect(merged).toContain('\n\n# Oven repair\n\nThe deck oven from 1987');
    await expect(window.title).toHaveValue('Lease');
    await page.reload();
    await window.indexed();
    await window.run('Undo the last change');
    await window.expectOnDisk('projects/Oven repair.md');
    for (const [file, text] of before) await window.expectFile(file, text);
  });

  test('a selection becomes a note, and a link or the embedded text stays in its place', async ({ page, home }) => {
    const window = new WindowPage(page, home);
    window.write('Long.md', '# Long\n\nFirst.\n\nSecond with [[Marek]] in it.\n\n- one\n- two\n\nLast.\n');
    window.write('From.md', 'See [[Long]].\n');
    await window.indexed();
    await window.open('Long');
    await window.text.getByText('Second with').click();
    await page.keyboard.press('Home');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+End');
    await window.settled();
    await window.run('Make a note out of the selection');
    await window.dialog.getByRole('textbox', { name: 'Name of the new note' }).fill('The second');
    await window.expectAccessible();
    await page.keyboard.press('Enter');
    await window.expectOnDisk('The second.md');
    await window.expectFile('The second.md', 'Second with [[Marek]] in it.\n\n- one\n- two\n');
    await window.expectFile('Long.md', '# Long\n\nFirst.\n\n[[The second]]\n\nLast.\n');
    await expect(window.title).toHaveValue('The second');
    await page.getByRole('button', { name: 'Undo' }).click();
    await window.expectOnDisk('The second.md', false);
    await window.expectFile('Long.md', '# Long\n\nFirst.\n\nSecond with [[Marek]] in it.\n\n- one\n- two\n\nLast.\n');
  });

  test('a note is split by its headings, and links to them lead to the new notes', async ({ page, home }) => {
    const window = new WindowPage(page, home);
    await window.indexed();
    const before = window.read('projects/Oven repair.md');
    await window.open('Oven repair');
    await window.run('Split this note by heading');
    await expect(window.dialog).toContainText('Heading 2 (2 notes)');
    await expect(page.getByRole('button', { name: 'Show what changes' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(window.dialog).toContainText('projects/Symptoms.md is new');
    await page.keyboard.press('Enter');
    await window.expectOnDisk('projects/Numbers.md');
    await window.expectInFile('projects/Oven repair.md', '- [[Symptoms]]\n- [[Numbers]]');
    await window.expectInFile('projects/Lease.md', '![[Numbers#Numbers]]');
    expect(window.read('projects/Numbers.md').startsWith(numbers)).toBe(true);
    expect(window.read('projects/Numbers.md')).toContain('[^1]: Unless the vent is done together.');
    await page.getByRole('button', { name: 'Undo' }).click();
    await window.expectFile('projects/Oven repair.md', before);
    await window.expectOnDisk('projects/Numbers.md', false);
  });

  test('a heading gets other words, and links to it follow', async ({ page, home }) => {
    const window = new WindowPage(page, home);
    await window.indexed();
    await window.open('Oven repair');
    await window.text.getByRole('heading', { name: 'Numbers' }).click();
    await window.run('Rename this heading');
    await window.dialog.getByRole('textbox', { name: 'Heading' }).fill('Heat loss');
    await page.keyboard.press('Enter');
    await expect(window.dialog).toContainText('![[Oven repair#Heat loss]]');
    await expect(window.dialog.getByRole('button').last()).toBeFocused();
    await page.keyboard.press('Enter');
    await window.expectInFile('projects/Oven repair.md', '\n## Heat loss\n');
    await window.expectInFile('projects/Lease.md', '![[Oven repair#Heat loss]]');
  });
});
