"""The assistant's own database: conversations, drafts, segments, audit."""
