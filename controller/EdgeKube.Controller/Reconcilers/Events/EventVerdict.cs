namespace EdgeKube.Controller.Reconcilers.Events;

/// <summary>What the correlator makes of an event.</summary>
internal abstract record EventVerdict
{
    /// <summary>Write a new Event.</summary>
    public sealed record Create(string Name, string Message) : EventVerdict;

    /// <summary>Count the Event of that name up.</summary>
    public sealed record Repeat(string Name, string Message, int Count) : EventVerdict;

    /// <summary>Too many about this object; nothing is written.</summary>
    public sealed record Drop : EventVerdict;
}
