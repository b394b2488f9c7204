namespace EdgeKube.Controller.Store;

/// <summary>Hides some values from whoever reads the file. Memory holds them open.</summary>
internal interface IStoreSeal
{
    /// <summary>What is written for a value; the value itself when it is not one to hide.</summary>
    /// <param name="key">Whose value it is.</param>
    /// <param name="row">Where it is written: a sealed value is good in its own place only.</param>
    /// <param name="value">The value.</param>
    ReadOnlyMemory<byte> Seal(string key, long row, ReadOnlyMemory<byte> value);

    /// <summary>The value of what was written, sealed or not.</summary>
    /// <exception cref="StoreSealException">It cannot be opened.</exception>
    byte[] Open(string key, long row, byte[] stored);
}
