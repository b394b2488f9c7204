namespace EdgeKube.Controller.Reconcilers.Events;

/// <summary>A map that forgets its oldest entries beyond a limit.</summary>
internal sealed class BoundedMap<TKey, TValue>(int limit)
    where TKey : notnull
{
    private readonly Dictionary<TKey, TValue> _values = [];
    private readonly Queue<TKey> _order = [];

    public TValue? Find(TKey key) => _values.GetValueOrDefault(key);

    public void Set(TKey key, TValue value)
    {
        if (!_values.ContainsKey(key))
        {
            if (_order.Count >= limit)
            {
                _values.Remove(_order.Dequeue());
            }

            _order.Enqueue(key);
        }

        _values[key] = value;
    }

    public TValue GetOrAdd(TKey key, Func<TValue> build)
    {
        if (!_values.TryGetValue(key, out var value))
        {
            value = build();
            Set(key, value);
        }

        return value;
    }
}
