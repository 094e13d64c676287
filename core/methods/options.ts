import { z } from 'zod';
import type { Role } from '../frame/column.ts';

/**
 * Option kinds that forms know how to draw: they carry what to offer (`columns`: pickers over the columns
 * with that role first) in the JSON schema that zod prints.
 */
export const columnOption = (role: Role) => z.string().min(1).meta({ pick: 'column', role });

export const columnsOption = (role: Role) => z.array(z.string().min(1)).meta({ pick: 'columns', role });

/** The arm that the others are compared with. */
export const controlOption = z.string().min(1).optional().meta({ pick: 'arm' });

/** A share between 0 and 1. */
export const shareOption = (fallback: number) => z.number().min(0).max(1).default(fallback).meta({ unit: 'share' });

/** The error rate of tests and one minus the level of intervals. */
export const alphaOption = z.number().gt(0).lt(1).default(0.05).meta({ unit: 'share' });
