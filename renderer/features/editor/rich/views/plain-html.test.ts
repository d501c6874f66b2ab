import { describe, expect, it } from 'vitest';
import { plainHtml } from './plain-html.ts';

describe('plain HTML', () => {
  it('keeps what is for reading', () => {
    expect(plainHtml('<div align="center"><b>A &amp; B</b><br>\n<img src="a.png" width=80></div>')).toBe('<div align="center"><b>A &amp; B</b><br>\n<img src="a.png" width="80"></div>');
    expect(plainHtml('<details open><summary>More</summary>Inside</details>')).toBe('<details open=""><summary>More</summary>Inside</details>');
  });

  it('has no handlers, no names, and nothing that runs, frames or asks', () => {
    expect(plainHtml('<p onclick="x()" id="root" class="fixed" data-x="1">t</p>')).toBe('<p>t</p>');
    expect(plainHtml('a<script>alert(1)</script>b<style>*{}</style>c<iframe srcdoc="<p>x">d</iframe>e')).toBe('abce');
    expect(plainHtml('<form action="https://evil.example"><input autofocus onfocus=x()><button>go</button></form>')).toBe('go');
    expect(plainHtml('<svg onload=x()><p>in</p></svg>out<base href="//evil.example"><meta http-equiv=refresh>')).toBe('out');
  });

  it('writes text as text, whatever it says', () => {
    expect(plainHtml('<q title="&quot;><img src=x onerror=x()>">&lt;img src=x onerror=x()&gt;</q>')).toBe('<q title="&quot;&gt;&lt;img src=x onerror=x()&gt;">&lt;img src=x onerror=x()&gt;</q>');
  });
});
