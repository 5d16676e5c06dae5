"""The assistant: settings, state, rendering, the agent and its ways in."""
