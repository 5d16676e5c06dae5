"""The command line: `marea ask`, `chat`, `serve`, `import`, `check`, `demo`, `eval`, `inspect`."""
