/**
 * Block constructs that hold source over several lines: `$$` math and `%%` comments.
 *
 * Both run to the line with their closing mark, or, like an unclosed fence, to the end of
 * their container. What closes on its first line is a block only if nothing follows (math), or
 * is inline (comments).
 */
import { isLineEnding, isSpace, tokenType, type Code, type Construct, type Effects, type Extension, type State, type TokenizeContext } from './micromark-types.ts';

const DOLLAR = 36;
const PERCENT = 37;

export function flowSyntax(): Extension {
  return {
    flow: {
      [DOLLAR]: { name: 'mathFlow', tokenize: tokenizeSource('mathFlow', DOLLAR), concrete: true },
      [PERCENT]: { name: 'commentFlow', tokenize: tokenizeSource('commentFlow', PERCENT), concrete: true },
    },
  };
}

function tokenizeSource(type: 'mathFlow' | 'commentFlow', marker: number): Construct['tokenize'] {
  return function tokenize(effects, ok, nok) {
    const context = this;
    let isFirstLine = true;
    let isClosed = false;
    let isDataOpen = false;
    return start;

    function consume(code: Code): void {
      if (!isDataOpen) effects.enter(tokenType('versoData'));
      isDataOpen = true;
      effects.consume(code);
    }
    function closeData(): void {
      if (isDataOpen) effects.exit(tokenType('versoData'));
      isDataOpen = false;
    }
    function start(code: Code): State | undefined {
      effects.enter(tokenType(type));
      consume(code);
      return open;
    }
    function open(code: Code): State | undefined {
      if (code !== marker) return nok(code);
      consume(code);
      return inside;
    }
    function inside(code: Code): State | undefined {
      if (code === null || isLineEnding(code)) return atBreak(code);
      // Behind the closing mark of its first line math ends; anything more makes it inline.
      if (isClosed && isFirstLine && !isSpace(code)) return nok(code);
      consume(code);
      return code === marker && !isClosed ? close : inside;
    }
    function close(code: Code): State | undefined {
      if (code !== marker) return inside(code);
      if (isFirstLine && type === 'commentFlow') return nok(code);
      consume(code);
      isClosed = true;
      return inside;
    }
    function atBreak(code: Code): State | undefined {
      closeData();
      if (isFirstLine && context.interrupt === true) return ok(code);
      isFirstLine = false;
      if (code === null || isClosed) return finish(code);
      return effects.check({ partial: true, tokenize: tokenizeNonLazy }, nextLine, finish)(code);
    }
    function nextLine(code: Code): State | undefined {
      effects.enter('lineEnding');
      effects.consume(code);
      effects.exit('lineEnding');
      return inside;
    }
    function finish(code: Code): State | undefined {
      effects.exit(tokenType(type));
      return ok(code);
    }
  };
}

/** Succeeds where the next line still belongs to the containers that this block is in. */
function tokenizeNonLazy(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  const context = this;
  return (code) => {
    if (code === null) return nok(code);
    effects.enter('lineEnding');
    effects.consume(code);
    effects.exit('lineEnding');
    return (next) => (context.parser.lazy[context.now().line] === true ? nok(next) : ok(next));
  };
}
