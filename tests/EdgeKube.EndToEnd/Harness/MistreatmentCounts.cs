namespace EdgeKube.EndToEnd.Harness;

/// <summary>How many messages were dropped, sent twice, sent after the next one, or sent again long after.</summary>
public sealed record MistreatmentCounts(int Dropped, int Doubled, int Reordered, int Replayed)
{
    public static MistreatmentCounts operator +(MistreatmentCounts left, MistreatmentCounts right) => new(
        left.Dropped + right.Dropped, left.Doubled + right.Doubled, left.Reordered + right.Reordered, left.Replayed + right.Replayed);
}
