"""The only place that knows LangChain: the agent over the tool catalogue, and grounding around it."""
