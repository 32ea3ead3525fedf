import { join, relative } from 'node:path';
import * as ts from 'typescript';
import { combined, numbered, place, placesWithSpaces, type Ways } from './ways';

/** A sentence that somebody may be told, as its source has it; what is put in at run time is `{0}`, `{1}` and so on. */
export interface Sentence {
  english: string;
  /** Which of its values may hold a space: lists, amounts with their currency. */
  withSpaces: number[];
  /** Where it is given: file:line. */
  at: string;
}

export interface Found {
  sentences: Sentence[];
  /** What goes out as a sentence and cannot be read here: `file:line expression`. */
  unreadable: string[];
}

const root = join(__dirname, '../..');

/** Every sentence that sources under these folders give as the `detail` of something: a parameter or a property of that name. */
export function sentencesUnder(folders: readonly string[], isRead: (file: string) => boolean = () => true): Found {
  const isSource = (file: string) => !/\.(spec|d)\.ts$/.test(file) && isRead(relative(root, file));
  const files = folders.flatMap((folder) => ts.sys.readDirectory(join(root, folder), ['.ts'])).filter(isSource);
  const config = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path)).config as object;
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, root);
  const alone = { ...options, types: [], noEmit: true, incremental: false };
  return read(ts.createProgram(files, alone, ownOnly(alone)), files);
}

/** Without what is installed, which says none of our sentences and takes long to read. */
function ownOnly(options: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  host.resolveModuleNameLiterals = (literals, file) =>
    literals.map(({ text }) =>
      /^(\.|@anslag\/)/.test(text) ? ts.resolveModuleName(text, file, options, host) : { resolvedModule: undefined },
    );
  return host;
}

/** The same of one text, as if it stood in a file of its own. */
export function sentencesIn(text: string): Found {
  const name = join(root, 'example.ts');
  const options: ts.CompilerOptions = { target: ts.ScriptTarget.ES2024, noLib: true, noResolve: true };
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.getSourceFile = (file, version) =>
    file === name ? ts.createSourceFile(file, text, version, true) : getSourceFile(file, version);
  return read(ts.createProgram([name], options, host), [name]);
}

function read(program: ts.Program, files: readonly string[]): Found {
  const reader = new Reader(program.getTypeChecker());
  for (const file of files) reader.read(program.getSourceFile(file)!);
  return reader.found;
}

class Reader {
  readonly found: Found = { sentences: [], unreadable: [] };

  constructor(private readonly checker: ts.TypeChecker) {}

  read(node: ts.Node): void {
    for (const given of this.#givenAsDetail(node)) this.#take(given);
    ts.forEachChild(node, (child) => this.read(child));
  }

  #givenAsDetail(node: ts.Node): ts.Expression[] {
    if (ts.isPropertyAssignment(node)) return node.name.getText() === 'detail' ? [node.initializer] : [];
    if (ts.isShorthandPropertyAssignment(node)) return node.name.text === 'detail' ? [node.name] : [];
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken)
      return ts.isPropertyAccessExpression(node.left) && node.left.name.text === 'detail' ? [node.right] : [];
    if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return [];
    const parameters = this.checker.getResolvedSignature(node)?.getParameters() ?? [];
    const given = node.arguments?.[parameters.findIndex(({ name }) => name === 'detail')];
    return given ? [given] : [];
  }

  #take(given: ts.Expression): void {
    if (!this.#typesOf(given).some(({ flags }) => (flags & (ts.TypeFlags.StringLike | ts.TypeFlags.Any)) !== 0)) return;
    const at = whereIs(given);
    try {
      for (const way of this.#ways(given))
        this.found.sentences.push({ english: numbered(way), withSpaces: placesWithSpaces(way), at });
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      this.found.unreadable.push(`${whereIs(error.expression)} ${error.expression.getText()}`);
    }
  }

  #typesOf(expression: ts.Expression): ts.Type[] {
    const type = this.checker.getTypeAtLocation(expression);
    return type.isUnion() ? type.types : [type];
  }

  /** All that an expression may come out as; none where it hands on a `detail`, which is read where that was given. */
  #ways(expression: ts.Expression): Ways {
    if (ts.isStringLiteralLike(expression)) return [expression.text];
    if (expression.kind === ts.SyntaxKind.NullKeyword) return [];
    if (ts.isParenthesizedExpression(expression) || ts.isAsExpression(expression) || ts.isNonNullExpression(expression))
      return this.#ways(expression.expression);
    if (ts.isConditionalExpression(expression))
      return [...this.#ways(expression.whenTrue), ...this.#ways(expression.whenFalse)];
    if (ts.isBinaryExpression(expression)) return this.#ofOperator(expression);
    if (ts.isTemplateExpression(expression)) return this.#ofTemplate(expression);
    if (ts.isPropertyAccessExpression(expression) && expression.name.text === 'detail') return [];
    if (ts.isElementAccessExpression(expression)) return this.#ofTable(expression);
    if (ts.isIdentifier(expression)) return this.#ofName(expression);
    const answers = ts.isCallExpression(expression) ? this.#answers(expression) : [];
    if (answers.length > 0) return answers.flatMap((answer) => this.#ways(answer));
    throw new Unreadable(expression);
  }

  #ofOperator(expression: ts.BinaryExpression): Ways {
    const { left, right, operatorToken } = expression;
    if (operatorToken.kind === ts.SyntaxKind.PlusToken) return combined(this.#put(left), this.#put(right));
    if (operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken) return [...this.#ways(left), ...this.#ways(right)];
    throw new Unreadable(expression);
  }

  #ofTemplate({ head, templateSpans }: ts.TemplateExpression): Ways {
    let ways: Ways = [head.text];
    for (const { expression, literal } of templateSpans)
      ways = combined(combined(ways, this.#put(expression)), [literal.text]);
    return ways;
  }

  /** What is put into a sentence: words are a part of it, each choice of them a sentence of its own; a value has a place. */
  #put(expression: ts.Expression): Ways {
    const types = this.#typesOf(expression);
    if (types.every((type) => type.isStringLiteral())) return types.map(({ value }) => value);
    if (ts.isBinaryExpression(expression) && expression.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken)
      return [...this.#put(expression.left), ...this.#put(expression.right)];
    if (ts.isConditionalExpression(expression))
      return [...this.#put(expression.whenTrue), ...this.#put(expression.whenFalse)];
    if (ts.isTemplateExpression(expression)) return this.#ofTemplate(expression);
    if (ts.isBinaryExpression(expression) && types.some(({ flags }) => flags & ts.TypeFlags.StringLike))
      return this.#ofOperator(expression);
    const initializer = ts.isIdentifier(expression) && this.#constant(expression);
    if (initializer && (ts.isConditionalExpression(initializer) || ts.isTemplateExpression(initializer)))
      return this.#put(initializer);
    return [place(ts.isCallExpression(expression) && this.#mayHaveSpaces(expression))];
  }

  #mayHaveSpaces(call: ts.CallExpression): boolean {
    if (ts.isPropertyAccessExpression(call.expression) && call.expression.name.text === 'join') return true;
    const answers = this.#answers(call).filter(ts.isTemplateExpression);
    return answers.some((answer) => this.#ofTemplate(answer).some((way) => way.includes(' ')));
  }

  /** What is looked up in a table of sentences. */
  #ofTable({ expression: table, ...access }: ts.ElementAccessExpression): Ways {
    const sentences = ts.isIdentifier(table) && this.#constant(table);
    if (!sentences || !ts.isObjectLiteralExpression(sentences)) throw new Unreadable(access.argumentExpression);
    return sentences.properties.flatMap((property) => {
      if (!ts.isPropertyAssignment(property)) throw new Unreadable(table);
      return this.#ways(property.initializer);
    });
  }

  #ofName(name: ts.Identifier): Ways {
    const initializer = this.#constant(name);
    if (initializer) return this.#ways(initializer);
    const declaration = this.#declaration(name);
    // Whoever gives it as `detail` is read there.
    const isHandedOn = declaration && (ts.isParameter(declaration) || ts.isBindingElement(declaration));
    if (name.text === 'detail' && isHandedOn) return [];
    throw new Unreadable(name);
  }

  #constant(name: ts.Identifier): ts.Expression | undefined {
    const declaration = this.#declaration(name);
    const isConstant = declaration && ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const;
    return isConstant && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  }

  #declaration(name: ts.Identifier): ts.Declaration | undefined {
    const { parent } = name;
    const symbol =
      ts.isShorthandPropertyAssignment(parent) && parent.name === name
        ? this.checker.getShorthandAssignmentValueSymbol(parent)
        : this.checker.getSymbolAtLocation(name);
    const isImported = symbol && symbol.flags & ts.SymbolFlags.Alias;
    return (isImported ? this.checker.getAliasedSymbol(symbol) : symbol)?.declarations?.[0];
  }

  /** What one of our own functions may answer with. */
  #answers(call: ts.CallExpression): ts.Expression[] {
    const declaration = this.checker.getResolvedSignature(call)?.declaration;
    const body = declaration && 'body' in declaration ? (declaration.body as ts.ConciseBody | undefined) : undefined;
    if (!body) return [];
    return ts.isBlock(body) ? returned(body) : [body];
  }
}

class Unreadable extends Error {
  constructor(readonly expression: ts.Expression) {
    super('Unreadable');
  }
}

function returned(node: ts.Node): ts.Expression[] {
  if (ts.isReturnStatement(node)) return node.expression ? [node.expression] : [];
  if (ts.isFunctionLike(node)) return [];
  const found: ts.Expression[] = [];
  ts.forEachChild(node, (child) => void found.push(...returned(child)));
  return found;
}

function whereIs(node: ts.Node): string {
  const file = node.getSourceFile();
  const { line } = file.getLineAndCharacterOfPosition(node.getStart());
  return `${relative(root, file.fileName)}:${line + 1}`;
}
