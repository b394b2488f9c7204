namespace EdgeKube.Link.Traffic;

/// <summary>Bytes by class, both directions together.</summary>
public readonly record struct TrafficCounts(long Control, long Status, long Events, long Logs, long Other)
{
    /// <summary>All classes together.</summary>
    public long Total => Control + Status + Events + Logs + Other;

    /// <summary>Class by class.</summary>
    public static TrafficCounts operator +(TrafficCounts left, TrafficCounts right) => new(
        left.Control + right.Control, left.Status + right.Status, left.Events + right.Events, left.Logs + right.Logs, left.Other + right.Other);

    /// <summary>With so many bytes more of one class.</summary>
    public TrafficCounts With(TrafficClass spentOn, long bytes) => spentOn switch
    {
        TrafficClass.Control => this with { Control = Control + bytes },
        TrafficClass.Status => this with { Status = Status + bytes },
        TrafficClass.Events => this with { Events = Events + bytes },
        TrafficClass.Logs => this with { Logs = Logs + bytes },
        _ => this with { Other = Other + bytes },
    };
}
