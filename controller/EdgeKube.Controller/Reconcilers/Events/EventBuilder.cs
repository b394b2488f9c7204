using EdgeKube.Api;

namespace EdgeKube.Controller.Reconcilers.Events;

/// <summary>The Event objects themselves, in the older shape of the controllers and the newer one of the scheduler.</summary>
internal static class EventBuilder
{
    public static ObjectReference BuildReference(ApiObject obj) => new()
    {
        Kind = obj.Kind,
        ApiVersion = obj.ApiVersion,
        Namespace = obj.Metadata.Namespace,
        Name = obj.Name,
        Uid = obj.Uid,
        ResourceVersion = obj.Metadata.ResourceVersion,
    };

    public static Event Build(EventFacts facts, string name, string message, DateTimeOffset now)
    {
        var old = facts.Action is null;
        return new Event
        {
            // Cluster-wide objects have their events in the namespace default.
            Metadata = new() { Name = name, Namespace = string.IsNullOrEmpty(facts.Object.Namespace) ? "default" : facts.Object.Namespace },
            InvolvedObject = facts.Object,
            Type = facts.Event.Type,
            Reason = facts.Event.Reason,
            Message = message,
            Source = old ? new() { Component = facts.Component } : null,
            FirstTimestamp = old ? now : null,
            LastTimestamp = old ? now : null,
            Count = old ? 1 : 0,
            EventTime = old ? null : now,
            Action = facts.Action,
            ReportingComponent = facts.Component,
            ReportingInstance = old ? "" : "edgekube-controller",
        };
    }

    public static Event BuildRepeat(Event stored, string message, int count, DateTimeOffset now) => stored.EventTime is null
        ? stored with { Message = message, Count = count, LastTimestamp = now }
        : stored with { Message = message, Series = new() { Count = count, LastObservedTime = now } };
}
