namespace EdgeKube.Controller.Fleet.Reports;

/// <summary>
/// How many events one node may still report. Full, it takes all that an agent keeps at most while it is away; then two a second, so that a node in
/// wrong hands cannot fill the controller's disk before events expire. Pure: the time comes in.
/// </summary>
internal struct EventAllowance()
{
    public const int Most = 10_000;
    private const double PerSecond = 2;

    private double _left = Most;
    private TimeSpan _last;

    public bool TryTake(TimeSpan now)
    {
        _left = Math.Min(Most, _left + ((now - _last).TotalSeconds * PerSecond));
        _last = now;
        if (_left < 1)
        {
            return false;
        }

        _left--;
        return true;
    }
}
