namespace EdgeKube.Controller.Reconcilers.ReplicaSets;

/// <summary>Batches of 1, 2, 4, …: when every attempt is refused (a quota, a bad template), few attempts are made.</summary>
internal static class SlowStart
{
    public static IEnumerable<int> Batches(int count)
    {
        for (var batch = 1; count > 0; batch *= 2)
        {
            var size = Math.Min(batch, count);
            count -= size;
            yield return size;
        }
    }
}
