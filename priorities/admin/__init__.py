from priorities.admin import action, allocation, measures, plan, progress, reporting

__all__ = ["action", "allocation", "measures", "plan", "progress", "reporting"]
