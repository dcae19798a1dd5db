// What the console uses of CodeMirror. "npm ci && npm run vendor" bundles it into codemirror.js; needed only for another version.
export {EditorState, Compartment} from '@codemirror/state';
export {EditorView, keymap, lineNumbers, drawSelection, highlightActiveLine, placeholder} from '@codemirror/view';
export {defaultKeymap, history, historyKeymap} from '@codemirror/commands';
export {bracketMatching, foldGutter, indentOnInput, syntaxHighlighting, HighlightStyle, syntaxTree} from '@codemirror/language';
export {json, jsonParseLinter} from '@codemirror/lang-json';
export {autocompletion, completionKeymap, closeBrackets, closeBracketsKeymap, startCompletion, completionStatus} from '@codemirror/autocomplete';
export {linter, setDiagnostics, lintKeymap} from '@codemirror/lint';
export {tags} from '@lezer/highlight';
