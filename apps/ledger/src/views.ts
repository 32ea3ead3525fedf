import { viewsDocument } from '@anslag/read-models/views/document';
import { writeOrCheck } from './generated-file';

/** Writes docs/views.md, or with `--check` says whether it is up to date. */
void writeOrCheck({ path: 'docs/views.md', parser: 'markdown', text: viewsDocument(), script: 'views' });
