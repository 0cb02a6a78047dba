/**
 * The script of a class's page: its parts, each put into the page as its own source text, and the
 * object in which they meet. Fixed, so that the page's policy can name it by its hash.
 */
/// <reference lib="dom" />
import { setUpFollowing, setUpMarking } from './class-live.ts';
import { type ClassApp, setUpKeys, setUpMatrix } from './class-matrix.ts';
import { setUpSide } from './class-side.ts';

/** What the parts share; those that another one sets do nothing until then. */
function makeApp(): ClassApp {
  const find = (id: string) => document.getElementById(id) as HTMLElement;
  return {
    data: JSON.parse(find('class-data').textContent ?? ''),
    ...{ rows: new Map(), open: undefined, find },
    ...{ listShown: () => [], getPlace: () => undefined },
    ...{ putRow() {}, filter() {}, focus() {}, show() {}, hide() {}, keepPlace() {} },
  };
}

/** The side is there before the matrix opens what a reload left open. */
const parts = [setUpSide, setUpMatrix, setUpKeys, setUpMarking, setUpFollowing];

/**
 * Runs before anything is laid out: only the first rows are, until they have been painted. Laying
 * out a table of hundreds takes longer than all else that a browser does here.
 */
export const headScript = `document.documentElement.classList.add('loading')`;

/** Loaders that keep the names of functions call `__name`, which is not here. */
const setUp = `document.documentElement.classList.remove('loading');
const app=(${makeApp.toString()})();
${parts.map((part) => `(${part.toString()})(app);`).join('\n')}`;

export const classScript = `"use strict";const __name=(one)=>one;
requestAnimationFrame(()=>setTimeout(()=>{${setUp}}));`;
