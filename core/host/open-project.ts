import { existsSync } from 'node:fs';
import { createProject, openProject } from '../store/project.ts';
import type { Project } from '../store/types.ts';

/** Opens the project at a path, or makes a new one there. @throws store/not-a-project, store/locked … */
export function openOrCreateProject(path: string): Project {
  return existsSync(path) ? openProject(path) : createProject(path);
}
