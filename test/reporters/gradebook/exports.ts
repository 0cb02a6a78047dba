/**
 * Gradebooks as learning management systems export them, and a class that belongs to them. The
 * headings are those of the code that writes and reads them, or of its maker's documentation:
 *
 * - Canvas: lib/gradebook_exporter.rb and lib/gradebook_importer.rb in
 *   https://github.com/instructure/canvas-lms
 * - Moodle: mod/assign/gradingtable.php and mod/assign/feedback/offline/importgradeslib.php in
 *   https://github.com/moodle/moodle
 * - Blackboard: http://library.blackboard.com/ref/3ea64795-6ecc-4abd-b595-0a9a8dfdec94/Content/_instructor_grade_center/grade_center_upload_download.htm
 * - Gradescope: what "Download Grades" gives; https://guides.gradescope.com documents no import
 */
import type { ClassReport, Marked, Person } from '../../../lab/model/class.ts';
import { makeClass } from '../class-example.ts';

/** The columns behind Section depend on the course; these are of one with points and totals. */
export const canvas = [
  'Student,ID,SIS User ID,SIS Login ID,Section,Notes,Lab 1 (77),"Lab 2, sockets (78)",' +
    'Labs Current Points,Labs Current Score,Final Score',
  ',,,,,,Manual Posting,,,,',
  '    Points Possible,,,,,,30.00,10.00,(read only),(read only),(read only)',
  '"King, Ada",101,S1,aking,"CS, 1",,,5.00,5.00,50.00,50.00',
  '"Stone, ""Bob""",102,S2,bstone,CS 2,"two\nlines",12.00,,,,',
  '"Müller, Zoë",103,S3,zoe@uni.example,CS 2,,,,,,',
  '"Late, Carl",104,S4,clate,CS 2,,EX,,,,',
  '"Student, Test",999,,b1946ac92492d2347c6235b4d2611184,CS 2,,,,,,',
  '',
].join('\r\n');

/** Moodle ends lines with a newline (fputcsv of PHP). */
export const moodle = [
  'Identifier,"Full name","ID number","Email address",Status,Grade,"Maximum Grade",' +
    '"Grade can be changed","Last modified (submission)","Last modified (grade)","Feedback comments"',
  '"Participant 101","Ada King",007,ada@uni.example,"Submitted for grading",,30.00,Yes,' +
    '"Monday, 2 November 2026, 9:00 AM",-,',
  '"Participant 102","Bob, the ""Stone""",,bob@uni.example,"Submitted for grading",,30.00,Yes,-,-,',
  '"Participant 103","Zoë Müller",,zoe@uni.example,"No submission",,30.00,No,-,-,"<p>one\ntwo</p>"',
  '',
].join('\n');

export const blindMoodle = [
  'Identifier,Status,Grade,"Maximum Grade","Grade can be changed","Last modified (grade)"',
  '"Participant 101","Submitted for grading",,"30,00",Yes,-',
  '"Participant 102","Submitted for grading",,"30,00",Yes,-',
  '',
].join('\n');

/** "Download grades" gives UTF-16 with tabs under the name .xls, each cell in quotes. */
export const blackboard = [
  '"Last Name"\t"First Name"\t"Username"\t"Student ID"\t"Last Access"\t"Availability"\t' +
    '"Total [Total Pts: up to 40 Score] |9"\t"Lab 1 [Total Pts: 30 Score] |12345"\t' +
    '"Lab 2 [Total Pts: 10.00000 Score] |12346"',
  '"King"\t"Ada"\t"aking"\t"007"\t"2026-11-02 09:00:00"\t"Yes"\t""\t""\t""',
  '"Müller"\t"Zoë"\t"zmueller"\t"12"\t""\t"Yes"\t""\t""\t"3"',
].join('\n');

export const gradescope = [
  'First Name,Last Name,SID,Email,Sections,Total Score,Max Points,Status,Submission ID,' +
    'Submission Time,Lateness (H:M:S),View Count,Submission Count,1: Lab (30.0 pts)',
  'Ada,King,007,ada@uni.example,,,30.0,Ungraded,9001,2026-11-02 09:00:00 -0800,00:00:00,1,1,',
  'Bob,Stone,,bob@uni.example,,,30.0,Ungraded,9001,2026-11-02 09:00:00 -0800,00:00:00,1,1,',
  'Zoë,Müller,12,zoe@uni.example,,,30.0,Missing,,,,,,',
  '',
].join('\n');

/** The example's submissions, in its order, as those of these people; null: as nobody's. */
export function makeClassOf(...people: (Person[] | null)[]): ClassReport {
  const report = makeClass();
  const submissions = people.map((each, at): Marked => {
    const marked = report.submissions[at];
    if (!marked) throw new Error('the example has four');
    const name = each?.map((person) => person.name).join(' and ') ?? marked.name;
    return { ...marked, name, ...(each && { people: each }) };
  });
  return { ...report, submissions };
}
