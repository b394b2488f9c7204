namespace EdgeKube.Controller.Reconcilers;

/// <summary>A source of keys beside the store, such as connections that come and go.</summary>
internal interface IKeySource<TKey>
{
    /// <summary>Calls <paramref name="add"/> with every key that must be looked at, until the answer is disposed.</summary>
    IDisposable Subscribe(Action<TKey> add);
}
