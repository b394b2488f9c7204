using EdgeKube.Api;
using EdgeKube.Link.Sync;

namespace EdgeKube.Agent.Report;

/// <summary>An event of which nobody knows yet that the controller has it.</summary>
internal sealed class PendingEvent(Event value)
{
    public Event Value { get; } = value;

    /// <summary>As an entry of the report.</summary>
    public SetChange Change { get; } = NodeReport.Of(value);

    public int Size => Change.Content!.Value.Length;

    /// <summary>It is in the report set now.</summary>
    public bool IsOffered { get; set; }

    /// <summary>It is on the disk.</summary>
    public bool IsWritten { get; set; }

    /// <summary>What is said of the node itself (why it stopped, say) is worth more than one pod's repetition.</summary>
    public bool IsAboutNode => Value.InvolvedObject?.Kind == "Node";
}
