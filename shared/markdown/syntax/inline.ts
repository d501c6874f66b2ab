/**
 * Inline constructs that CommonMark and GFM do not have: wikilinks and embeds, comments, math
 * by Pandoc's rule, and inline footnotes. Each makes one token; its lines are `versoData`.
 */
import { isLineEnding, isWhite, tokenType, type Code, type Construct, type Effects, type Extension, type State, type TokenizeContext, type VersoTokenType } from './micromark-types.ts';

const EXCLAMATION = 33;
const DOLLAR = 36;
const PERCENT = 37;
const BACKSLASH = 92;
const LEFT_BRACKET = 91;
const RIGHT_BRACKET = 93;
const CARET = 94;

/** A fresh extension for one parse: it remembers which closing marks are known to be missing. */
export function inlineSyntax(): Extension {
  const wikilink: Construct = { name: 'wikilink', tokenize: tokenizeWikilink };
  return {
    text: {
      [EXCLAMATION]: wikilink,
      [LEFT_BRACKET]: wikilink,
      [PERCENT]: { name: 'versoComment', tokenize: tokenizeComment(new WeakSet()) },
      [DOLLAR]: { name: 'versoMath', tokenize: tokenizeMath(new WeakSet()), previous: previousIsNotDollar },
      [CARET]: { name: 'versoFootnote', tokenize: tokenizeFootnote(new WeakSet()) },
    },
  };
}

/**
 * ```markdown
 * > | a [[Note#Heading|text]] b
 *       ^^^^^^^^^^^^^^^^^^^^^
 * ```
 */
function tokenizeWikilink(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  let isEmpty = true;
  return start;

  function start(code: Code): State | undefined {
    effects.enter(tokenType('wikilink'));
    effects.consume(code);
    return code === EXCLAMATION ? openFirst : openSecond;
  }
  function openFirst(code: Code): State | undefined {
    if (code !== LEFT_BRACKET) return nok(code);
    effects.consume(code);
    return openSecond;
  }
  function openSecond(code: Code): State | undefined {
    if (code !== LEFT_BRACKET) return nok(code);
    effects.consume(code);
    return first;
  }
  function first(code: Code): State | undefined {
    // In `[[[x]]](y)` the link is around the wikilink.
    return code === LEFT_BRACKET ? nok(code) : inside(code);
  }
  function inside(code: Code): State | undefined {
    if (code === null || isLineEnding(code)) return nok(code);
    effects.consume(code);
    if (code === RIGHT_BRACKET) return afterRight;
    if (code === LEFT_BRACKET) return afterLeft;
    if (!isWhite(code)) isEmpty = false;
    return inside;
  }
  function afterLeft(code: Code): State | undefined {
    // An inner `[[` is the link instead.
    if (code === LEFT_BRACKET) return nok(code);
    isEmpty = false;
    return inside(code);
  }
  function afterRight(code: Code): State | undefined {
    if (code !== RIGHT_BRACKET) {
      isEmpty = false;
      return inside(code);
    }
    if (isEmpty) return nok(code);
    effects.consume(code);
    effects.exit(tokenType('wikilink'));
    return ok;
  }
}

/** Data that may run over lines: opens and closes `versoData` around line endings. */
function dataWriter(effects: Effects): { readonly consume: (code: Code) => void; readonly close: () => void } {
  let isOpen = false;
  const close = (): void => {
    if (isOpen) effects.exit(tokenType('versoData'));
    isOpen = false;
  };
  return {
    consume: (code) => {
      if (isLineEnding(code)) {
        close();
        effects.enter('lineEnding');
        effects.consume(code);
        effects.exit('lineEnding');
        return;
      }
      if (!isOpen) effects.enter(tokenType('versoData'));
      isOpen = true;
      effects.consume(code);
    },
    close,
  };
}

function enterWhole(effects: Effects, type: VersoTokenType): ReturnType<typeof dataWriter> {
  effects.enter(tokenType(type));
  return dataWriter(effects);
}

/** `%%hidden%%`, within one paragraph. */
function tokenizeComment(missing: WeakSet<TokenizeContext>): Construct['tokenize'] {
  return function tokenize(effects, ok, nok) {
    // No later mark can close either: searching again from each would be quadratic.
    const giveUp = (code: Code): State | undefined => {
      missing.add(this);
      return nok(code);
    };
    let data: ReturnType<typeof dataWriter>;
    return (code) => {
      if (missing.has(this)) return nok(code);
      data = enterWhole(effects, 'versoComment');
      data.consume(code);
      return open;
    };
    function open(code: Code): State | undefined {
      if (code !== PERCENT) return nok(code);
      data.consume(code);
      return inside;
    }
    function inside(code: Code): State | undefined {
      if (code === null) return giveUp(code);
      data.consume(code);
      return code === PERCENT ? close : inside;
    }
    function close(code: Code): State | undefined {
      if (code !== PERCENT) return inside(code);
      data.consume(code);
      data.close();
      effects.exit(tokenType('versoComment'));
      return ok;
    }
  };
}

/**
 * `$x$` by Pandoc's rule: no white space inside the marks, no digit behind the closing one;
 * and `$$x$$` in a line of text.
 */
function tokenizeMath(missing: WeakSet<TokenizeContext>): Construct['tokenize'] {
  return function tokenize(effects, ok, nok) {
    // No later mark can close either: searching again from each would be quadratic.
    const giveUp = (code: Code): State | undefined => {
      missing.add(this);
      return nok(code);
    };
    let data: ReturnType<typeof dataWriter>;
    let isDisplay = false;
    let previous: Code = null;
    return (code) => {
      if (missing.has(this)) return nok(code);
      data = enterWhole(effects, 'versoMath');
      data.consume(code);
      return open;
    };
    function open(code: Code): State | undefined {
      if (code === DOLLAR) {
        isDisplay = true;
        data.consume(code);
        return openDisplay;
      }
      return isWhite(code) ? nok(code) : inside(code);
    }
    function openDisplay(code: Code): State | undefined {
      return code === DOLLAR ? nok(code) : inside(code);
    }
    function inside(code: Code): State | undefined {
      if (code === null) return giveUp(code);
      // Pandoc: white space before a dollar inside means that this was no formula.
      if (code === DOLLAR && !isDisplay && isWhite(previous)) return nok(code);
      const isClosing = code === DOLLAR;
      data.consume(code);
      if (code === BACKSLASH) {
        previous = code;
        return escaped;
      }
      if (isClosing) return isDisplay ? closeDisplay : close;
      previous = code;
      return inside;
    }
    function escaped(code: Code): State | undefined {
      if (code !== DOLLAR && code !== BACKSLASH) return inside(code);
      data.consume(code);
      previous = code;
      return inside;
    }
    function closeDisplay(code: Code): State | undefined {
      if (code !== DOLLAR) {
        previous = DOLLAR;
        return inside(code);
      }
      data.consume(code);
      return finish;
    }
    function close(code: Code): State | undefined {
      if (code !== null && code >= 48 && code <= 57) {
        previous = DOLLAR;
        return inside(code);
      }
      return code === DOLLAR ? nok(code) : finish(code);
    }
    function finish(code: Code): State | undefined {
      data.close();
      effects.exit(tokenType('versoMath'));
      return ok(code);
    }
  };
}

function previousIsNotDollar(this: TokenizeContext, code: Code): boolean {
  return code !== DOLLAR || this.events[this.events.length - 1]?.[1].type === 'characterEscape';
}

/** `^[text of the note]`, with balanced brackets, within one paragraph. */
function tokenizeFootnote(missing: WeakSet<TokenizeContext>): Construct['tokenize'] {
  return function tokenize(effects, ok, nok) {
    // No later mark can close either: searching again from each would be quadratic.
    const giveUp = (code: Code): State | undefined => {
      missing.add(this);
      return nok(code);
    };
    let data: ReturnType<typeof dataWriter>;
    let depth = 0;
    return (code) => {
      if (missing.has(this)) return nok(code);
      data = enterWhole(effects, 'versoFootnote');
      data.consume(code);
      return open;
    };
    function open(code: Code): State | undefined {
      if (code !== LEFT_BRACKET) return nok(code);
      data.consume(code);
      return inside;
    }
    function inside(code: Code): State | undefined {
      if (code === null) return giveUp(code);
      data.consume(code);
      if (code === BACKSLASH) return escaped;
      if (code === LEFT_BRACKET) depth += 1;
      if (code === RIGHT_BRACKET) {
        if (depth === 0) {
          data.close();
          effects.exit(tokenType('versoFootnote'));
          return ok;
        }
        depth -= 1;
      }
      return inside;
    }
    function escaped(code: Code): State | undefined {
      if (code !== LEFT_BRACKET && code !== RIGHT_BRACKET && code !== BACKSLASH) return inside(code);
      data.consume(code);
      return inside;
    }
  };
}
