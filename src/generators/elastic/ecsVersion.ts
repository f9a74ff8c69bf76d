/** The version of the schema that the pipelines write. */
export const ECS_VERSION = '8.11.0';
