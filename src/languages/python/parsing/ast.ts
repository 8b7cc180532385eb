/** Python's syntax as a tree. Offsets are UTF-16 units of the file; `end` is exclusive. */
interface Located {
  readonly start: number;
  readonly end: number;
}

export type Expr = Located &
  (
    | { readonly kind: 'name'; readonly id: string }
    | { readonly kind: 'number'; readonly value: number | bigint; readonly float: boolean }
    | { readonly kind: 'string'; readonly value: string }
    | { readonly kind: 'fstring'; readonly parts: readonly FormatPart[] }
    | { readonly kind: 'constant'; readonly value: null | boolean | 'ellipsis' }
    /** Literals that are read so that they can be refused by name: complex numbers and bytes. */
    | { readonly kind: 'refused'; readonly message: string }
    | { readonly kind: 'tuple' | 'list' | 'set'; readonly items: readonly Expr[] }
    | { readonly kind: 'dict'; readonly entries: readonly { readonly key: Expr | null; readonly value: Expr }[] }
    | { readonly kind: 'unary'; readonly op: string; readonly operand: Expr }
    | { readonly kind: 'binary'; readonly op: string; readonly left: Expr; readonly right: Expr }
    | { readonly kind: 'logical'; readonly op: 'and' | 'or'; readonly left: Expr; readonly right: Expr }
    | { readonly kind: 'compare'; readonly first: Expr; readonly rest: readonly Comparison[] }
    | { readonly kind: 'call'; readonly callee: Expr; readonly args: readonly Argument[] }
    | { readonly kind: 'attribute'; readonly object: Expr; readonly name: string }
    | { readonly kind: 'subscript'; readonly object: Expr; readonly index: Expr }
    | { readonly kind: 'slice'; readonly lower: Expr | null; readonly upper: Expr | null; readonly step: Expr | null }
    | { readonly kind: 'starred'; readonly value: Expr }
    | { readonly kind: 'lambda'; readonly parameters: Parameters; readonly body: Expr }
    | { readonly kind: 'conditional'; readonly test: Expr; readonly yes: Expr; readonly no: Expr }
    | {
        readonly kind: 'comprehension';
        readonly form: 'list' | 'set' | 'dict' | 'generator';
        readonly element: Expr;
        /** The value of a dict's entry. */
        readonly value: Expr | null;
        readonly clauses: readonly Clause[];
      }
    | { readonly kind: 'walrus'; readonly target: Name; readonly value: Expr }
    | { readonly kind: 'yield'; readonly value: Expr | null }
    | { readonly kind: 'yieldFrom'; readonly value: Expr }
    | { readonly kind: 'await'; readonly value: Expr }
  );

export type Name = Extract<Expr, { kind: 'name' }>;

export interface Comparison {
  readonly op: string;
  readonly right: Expr;
}

/** A piece of text, or a replacement field. `text` is the field's code for `{x=}`. */
export type FormatPart =
  | string
  | {
      readonly value: Expr;
      readonly conversion: 's' | 'r' | 'a' | null;
      readonly spec: readonly FormatPart[] | null;
      readonly text: string | null;
    };

export interface Argument extends Located {
  readonly kind: 'positional' | 'star' | 'keyword' | 'doubleStar';
  readonly name: string | null;
  readonly value: Expr;
}

export interface Clause {
  readonly target: Expr;
  readonly iterable: Expr;
  readonly conditions: readonly Expr[];
}

export interface Parameter extends Located {
  readonly name: string;
  readonly kind: 'positionalOnly' | 'positional' | 'star' | 'keywordOnly' | 'doubleStar';
  readonly fallback: Expr | null;
  readonly annotation: Expr | null;
}

export type Parameters = readonly Parameter[];

export type Stmt = Located &
  (
    | { readonly kind: 'expression'; readonly value: Expr }
    | { readonly kind: 'assign'; readonly targets: readonly Expr[]; readonly value: Expr }
    | { readonly kind: 'augmented'; readonly target: Expr; readonly op: string; readonly value: Expr }
    | { readonly kind: 'annotated'; readonly target: Expr; readonly annotation: Expr; readonly value: Expr | null }
    | { readonly kind: 'return'; readonly value: Expr | null }
    | { readonly kind: 'raise'; readonly exception: Expr | null; readonly cause: Expr | null }
    | { readonly kind: 'assert'; readonly test: Expr; readonly message: Expr | null }
    | { readonly kind: 'delete'; readonly targets: readonly Expr[] }
    | { readonly kind: 'pass' | 'break' | 'continue' }
    | { readonly kind: 'global' | 'nonlocal'; readonly names: readonly string[] }
    | { readonly kind: 'import'; readonly names: readonly Alias[] }
    | {
        readonly kind: 'importFrom';
        readonly module: string;
        readonly level: number;
        readonly names: readonly Alias[] | '*';
      }
    | { readonly kind: 'if'; readonly test: Expr; readonly yes: readonly Stmt[]; readonly no: readonly Stmt[] }
    | {
        readonly kind: 'while';
        readonly test: Expr;
        readonly body: readonly Stmt[];
        readonly otherwise: readonly Stmt[];
      }
    | {
        readonly kind: 'for';
        readonly target: Expr;
        readonly iterable: Expr;
        readonly body: readonly Stmt[];
        readonly otherwise: readonly Stmt[];
        readonly isAsync: boolean;
      }
    | {
        readonly kind: 'try';
        readonly body: readonly Stmt[];
        readonly handlers: readonly Handler[];
        readonly otherwise: readonly Stmt[];
        readonly finalizer: readonly Stmt[];
      }
    | {
        readonly kind: 'with';
        readonly items: readonly WithItem[];
        readonly body: readonly Stmt[];
        readonly isAsync: boolean;
      }
    | {
        readonly kind: 'function';
        readonly name: string;
        readonly nameStart: number;
        readonly parameters: Parameters;
        readonly body: readonly Stmt[];
        readonly decorators: readonly Expr[];
        readonly isAsync: boolean;
      }
    | {
        readonly kind: 'class';
        readonly name: string;
        readonly nameStart: number;
        readonly args: readonly Argument[];
        readonly body: readonly Stmt[];
        readonly decorators: readonly Expr[];
      }
    | { readonly kind: 'match'; readonly subject: Expr; readonly cases: readonly Case[] }
    /** Read so that it can be refused by name. */
    | { readonly kind: 'refusedStatement'; readonly message: string }
  );

export type FunctionStmt = Extract<Stmt, { kind: 'function' }>;
export type ClassStmt = Extract<Stmt, { kind: 'class' }>;
export type Lambda = Extract<Expr, { kind: 'lambda' }>;
export type Comprehension = Extract<Expr, { kind: 'comprehension' }>;

export interface Alias extends Located {
  readonly name: string;
  readonly as: string | null;
}

export interface Handler extends Located {
  readonly type: Expr | null;
  readonly name: string | null;
  readonly nameStart: number;
  readonly body: readonly Stmt[];
}

export interface WithItem {
  readonly context: Expr;
  readonly target: Expr | null;
}

export interface Case extends Located {
  readonly pattern: Pattern;
  readonly guard: Expr | null;
  readonly body: readonly Stmt[];
}

export type Pattern = Located &
  (
    | { readonly kind: 'value'; readonly value: Expr }
    /** `None`, `True` and `False` are compared by identity. */
    | { readonly kind: 'singleton'; readonly value: null | boolean }
    /** `name` is null for `_`. */
    | { readonly kind: 'capture'; readonly name: string | null }
    | { readonly kind: 'starPattern'; readonly name: string | null }
    | { readonly kind: 'sequence'; readonly items: readonly Pattern[] }
    | {
        readonly kind: 'mapping';
        readonly entries: readonly { readonly key: Expr; readonly value: Pattern }[];
        readonly rest: string | null;
      }
    | {
        readonly kind: 'classPattern';
        readonly type: Expr;
        readonly items: readonly Pattern[];
        readonly fields: readonly { readonly name: string; readonly value: Pattern }[];
      }
    | { readonly kind: 'or'; readonly choices: readonly Pattern[] }
    | { readonly kind: 'as'; readonly pattern: Pattern; readonly name: string }
  );

/** Anything of the tree that has a place. */
export type Node = Expr | Stmt | Pattern | Argument | Parameter | Handler | Case | Alias;
