using EdgeKube.Api;

namespace EdgeKube.Controller.Reconcilers.Events;

/// <summary>What is to be recorded about an object.</summary>
/// <param name="Component">Who says so, such as <c>deployment-controller</c>.</param>
/// <param name="Object">What it is about.</param>
/// <param name="Event">Type, reason and message.</param>
/// <param name="Action">Set by the scheduler, whose events have the newer shape (eventTime, series); else null.</param>
internal sealed record EventFacts(string Component, ObjectReference Object, PlannedEvent Event, string? Action);
